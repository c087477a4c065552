// What the kernel says of itself: as tslab does, which the notebooks' `language_info` repeats.
export const kernelInfo = {
  status: "ok",
  protocol_version: "5.3",
  implementation: "tslab",
  implementation_version: "1.0.0",
  language_info: {
    name: "typescript",
    version: "3.7.2",
    mimetype: "text/typescript",
    file_extension: ".ts",
    // Both names: JupyterLab reads `mode`, the older notebook `name` and `typescript`.
    codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
  },
  banner: "TypeScript",
};
