/**
 * Browser test of a running workbench: findings, timeline and chat lead to the marked words on the page.
 *
 *     BASE_URL=http://127.0.0.1:8080 TOKEN=… node e2e/workbench.mjs
 *
 * CHROMIUM names the browser (default /usr/bin/chromium), SCREENSHOTS a folder for pictures, QUESTION the chat question.
 * LOCKED_CASE names a case whose one file opens with PASSWORD; without it that is not tested.
 * Works on the first case of the list whose name holds CASE (default: any); it must have a finding with evidence.
 * Exit status 1 comes with a sentence on what failed.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { chromium } from "playwright-core";

const { LOCKED_CASE, PASSWORD, BASE_URL, TOKEN, SCREENSHOTS, CASE = "", QUESTION = "犯罪嫌疑人何时被拘留？" } = process.env;
const BROWSER_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

function check(holds, message) {
  if (!holds) throw new Error(message);
}

async function takePicture(page, name) {
  if (!SCREENSHOTS) return;
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
}

/** Clicks a quote and checks that just its words are marked, in sight. */
async function checkQuoteIsMarked(page, quote, what) {
  await quote.waitFor().catch(() => {
    throw new Error(`${what}: no quote is shown`);
  });
  const words = await quote.getAttribute("data-quote");
  check(words, `${what}: the quote has no words`);
  await quote.click();
  await quote.and(page.locator('[aria-current="true"]')).waitFor();
  const mark = page.locator("mark");
  await mark.filter({ visible: true }).waitFor().catch(() => {
    throw new Error(`${what}: no mark is visible for the quote “${words}”`);
  });
  const marked = await mark.textContent();
  check(marked === words, `${what}: marked “${marked}” instead of “${words}”`);
  const isInSight = await mark.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
  });
  check(isInSight, `${what}: the mark was not scrolled into sight`);
}

/** Shows the page of the marked quote as an image and checks that the mark lies on it, in sight. */
async function checkImageIsMarked(page) {
  await page.getByRole("button", { name: "原页" }).click();
  const image = page.getByRole("img", { name: "页面图像" });
  await image.waitFor();
  await page.waitForFunction(() => document.querySelector(".page-image img")?.naturalWidth > 0);
  const mark = page.locator(".page-image mark").first();
  await mark.waitFor();
  const [inner, outer] = [await mark.boundingBox(), await image.boundingBox()];
  check(inner.width > 0 && inner.height > 0, "page image: the mark has no size");
  check(
    inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width,
    "page image: the mark is not on the page",
  );
  check(inner.y + inner.height > 0 && inner.y < 900, "page image: the mark was not scrolled into sight");
  await takePicture(page, "2-finding-image");
  await page.getByRole("button", { name: "文字", exact: true }).click();
}

async function openFirstCase(page) {
  await page.goto(`${BASE_URL}/#token=${encodeURIComponent(TOKEN)}`);
  const firstCase = page.locator("table tbody th a").filter({ hasText: CASE }).first();
  await firstCase.waitFor().catch(() => {
    throw new Error("the case list shows no case (is the token right?)");
  });
  check(!page.url().includes(TOKEN), "the token is still in the address bar");
  await takePicture(page, "1-cases");
  await firstCase.click();
}

async function run(page) {
  await openFirstCase(page);

  await page.getByRole("tab", { name: "监督线索" }).click();
  const findings = page.getByRole("tabpanel", { name: "监督线索" });
  await checkQuoteIsMarked(page, findings.locator("button.quote").first(), "first finding");
  await takePicture(page, "2-finding");

  await checkImageIsMarked(page);

  await page.getByRole("tab", { name: "时间线" }).click();
  const timeline = page.getByRole("tabpanel", { name: "时间线" });
  await checkQuoteIsMarked(page, timeline.locator("button.quote").first(), "first moment of the timeline");
  await takePicture(page, "3-timeline");

  await page.getByRole("tab", { name: "审查摘要" }).click();
  const summary = page.getByRole("tabpanel", { name: "审查摘要" });
  await checkQuoteIsMarked(page, summary.locator("button.quote-chip").first(), "first sentence of the summary");
  await takePicture(page, "4-summary");

  await page.getByRole("tab", { name: "问答" }).click();
  const chat = page.getByRole("tabpanel", { name: "问答" });
  await chat.getByLabel("就本案提问").fill(QUESTION);
  await chat.getByRole("button", { name: "提问", exact: true }).click();
  await chat.locator('[aria-busy="false"] .chat-turn').waitFor();
  await checkQuoteIsMarked(page, chat.locator(".chat-answer button.quote").first(), "first citation of the answer");
  await takePicture(page, "5-chat");
}

/** Gives an encrypted file a wrong password, which is told, and the right one, with which it is read. */
async function checkPassword(page) {
  await page.goto(BASE_URL);
  await page.locator("table tbody th a").filter({ hasText: LOCKED_CASE }).first().click();
  const give = async (password) => {
    await page.getByLabel("打开密码").fill(password);
    await page.getByRole("button", { name: "提供密码并读取" }).click();
  };
  await give("不对的密码");
  await page.locator(".file-failure").filter({ hasText: "密码不正确" }).waitFor();
  await takePicture(page, "6-wrong-password");
  await give(PASSWORD);
  await page.locator("button.document-entry").first().waitFor();
  check((await page.locator(".file-failure").count()) === 0, "the file still says that it was not read");
  await takePicture(page, "7-password");
}

async function main() {
  check(BASE_URL && TOKEN, "set BASE_URL and TOKEN");
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: BROWSER_ARGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
    page.setDefaultTimeout(15_000);
    const mistakes = [];
    page.on("pageerror", (error) => mistakes.push(error.message));
    try {
      await run(page);
      if (LOCKED_CASE) await checkPassword(page);
    } catch (error) {
      await takePicture(page, "failed");
      throw error;
    }
    check(mistakes.length === 0, `errors in the page: ${mistakes.join("; ")}`);
  } finally {
    await browser.close();
  }
}

try {
  await main();
  console.log("workbench: findings, timeline, summary and chat lead to the marked words");
} catch (error) {
  console.error(`workbench: ${error.message}`);
  process.exitCode = 1;
}
