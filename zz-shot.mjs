// node zz-shot.mjs page out width scheme sel...
import { chromium } from "playwright-core";
const [page, out, width, scheme, ...sels] = process.argv.slice(2);
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox","--disable-gpu","--disable-quic","--no-first-run"] });
const p = await b.newPage({ viewport: { width: Number(width), height: 900 }, colorScheme: scheme });
p.on("pageerror", e => console.log("ERR", e.message)); p.on("console", m => m.type()==="error" && console.log("CONSOLE", m.text()));
await p.goto("file://" + page); await p.waitForTimeout(1500);
let n = 0;
for (let k = 0; k < 40; k++) {
  const show = p.locator("button:visible", { hasText: /^Show me/ }).first();
  if (await show.count() === 0) break;
  await show.click(); n++; await p.waitForTimeout(150);
}
console.log("shown", n);
if (sels[0] === "list") { console.log(await p.evaluate(() => [...document.querySelectorAll("figure, [data-ak-explorer], .ak-explorer")].map(e => e.id + "|" + e.className + "|" + (e.dataset.name||"") + "|" + Math.round(e.getBoundingClientRect().height)).join("\n"))); }
else for (const [i, s] of sels.entries()) {
  const [sel, act] = s.split("@@");
  const el = p.locator(sel).first();
  await el.scrollIntoViewIfNeeded().catch(()=>console.log("no", sel)); await p.waitForTimeout(400);
  if (act) await p.evaluate(act), await p.waitForTimeout(700);
  await el.screenshot({ path: `${out}-${i}.png` }).catch(e => console.log("no shot", sel, e.message.slice(0,80)));
}
await b.close();
