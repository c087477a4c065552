// In CI a commit has one result: fast-check's laws are tried on the same cases each time. Elsewhere each run tries new ones, and
// a failure prints its seed.
if (process.env.CI) {
  const { default: fc } = await import("fast-check");
  fc.configureGlobal({ seed: 4786 });
}
