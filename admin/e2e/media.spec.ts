/** The media library: a picture comes in, is described, used in an article, and found again from where it is used. */
import { deflateSync } from "node:zlib";
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { newArticle } from "./articles";
import { expectAccessible, expectNoSidewaysScroll, openPage, settled } from "./browser";

/** A PNG of one color, of any size. */
function png(width: number, height: number, [red, green, blue]: readonly [number, number, number]): Buffer {
  const table = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  const crc = (bytes: Buffer) => {
    let c = 0xffffffff;
    for (const byte of bytes) c = (table[(c ^ byte) & 255] ?? 0) ^ (c >>> 8);
    return (c ^ 0xffffffff) >>> 0;
  };
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([red, green, blue]))]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", head),
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

async function api(path: string): Promise<unknown> {
  const response = await fetch(`${inject("url")}/api${path}`, {
    headers: { authorization: `Bearer ${inject("adminToken")}` },
  });
  return (await response.json()).data;
}

async function upload(page: Page, name: string, buffer: Buffer): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Upload" }).first().click();
  await (await chooser).setFiles({ name, mimeType: "image/png", buffer });
}

const stamp = Date.now();

test("a picture is uploaded, described, given a focal point, used in an article, and told where it is used", async () => {
  const page = await openPage();
  await page.goto("/admin/media");
  await settled(page);
  await upload(page, `dawn-${stamp}.png`, png(900, 300, [200, 120, 60]));
  await page.getByRole("img", { name: "Arrived" }).or(page.getByLabel("Arrived")).waitFor();
  await page.getByLabel("Search files").fill(`dawn-${stamp}`);
  await page
    .getByRole("button", { name: new RegExp(`dawn.${stamp}`, "i") })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Description").fill("The harbor at dawn, seen from the bridge.");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await dialog.getByText("Saved", { exact: true }).waitFor();
  await expectAccessible(page);
  await dialog.getByRole("tab", { name: "Focal point" }).click();
  await dialog.getByRole("button", { name: /^Focal point at/ }).focus();
  for (let step = 0; step < 10; step += 1) await page.keyboard.press("Shift+ArrowRight");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await dialog.getByRole("button", { name: "Save", exact: true, disabled: true }).waitFor();
  const [file] = (await api(`/files?search=dawn-${stamp}&fields=id,description,focal_point_x,focal_point_y`)) as Record<
    string,
    unknown
  >[];
  expect(file).toMatchObject({
    description: "The harbor at dawn, seen from the bridge.",
    focal_point_x: 900,
    focal_point_y: 150,
  });
  await expectAccessible(page);

  const id = await newArticle(`Uses dawn ${stamp}`);
  await page.goto(`/admin/content/articles/${id}`);
  await settled(page);
  await page.getByRole("button", { name: "Cover Choose from the library" }).click();
  await page.getByRole("dialog").getByLabel("Search files").fill(`dawn-${stamp}`);
  await page
    .getByRole("dialog")
    .getByRole("button", { name: new RegExp(`dawn.${stamp}`, "i") })
    .first()
    .click();
  await page.keyboard.press("ControlOrMeta+s");
  await page.getByText("Saved", { exact: true }).waitFor();
  const article = (await api(`/items/articles/${id}?fields=cover`)) as Record<string, unknown>;
  expect(article.cover).toBe(file?.id);

  await page.goto(`/admin/media?search=dawn-${stamp}`);
  await settled(page);
  await page
    .getByRole("button", { name: new RegExp(`dawn.${stamp}`, "i") })
    .first()
    .click();
  await page.getByRole("dialog").getByRole("tab", { name: "Where it is used" }).click();
  await page
    .getByRole("dialog")
    .getByRole("link", { name: `Uses dawn ${stamp}` })
    .waitFor();
  await page.getByRole("dialog").getByText("Articles · Cover").waitFor();
});

test("folders, several at once, and pictures without a description", async () => {
  const page = await openPage();
  await page.goto("/admin/media");
  await settled(page);
  await page.getByRole("button", { name: "New folder" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill(`Weekend ${stamp}`);
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: `Weekend ${stamp}` }).click();
  await page.getByText("No files here yet").waitFor();
  for (const name of ["one", "two"]) await upload(page, `${name}-${stamp}.png`, png(64, 64, [10, 90, 160]));
  await page.getByRole("button", { name: new RegExp(`^two.${stamp}`, "i") }).waitFor();
  await page.getByRole("button", { name: new RegExp(`^one.${stamp}`, "i") }).waitFor();
  for (const box of await page.getByRole("checkbox", { name: /^Select / }).all()) await box.check();
  await page.getByRole("toolbar", { name: "Selected files" }).getByRole("button", { name: "Edit together" }).click();
  await page.getByRole("dialog").getByLabel("Tags").fill("weekend");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByLabel("Move to").click();
  await page.getByRole("option", { name: "Media", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByText("No files here yet").waitFor();
  const files = (await api(`/files?search=-${stamp}&fields=folder,tags,filename_download`)) as Record<
    string,
    unknown
  >[];
  const two = files.filter(({ filename_download: name }) => /^(one|two)-/.test(String(name)));
  expect(two.map(({ folder, tags }) => [folder, tags])).toEqual([
    [null, ["weekend"]],
    [null, ["weekend"]],
  ]);
  await page.getByRole("switch", { name: "Only pictures without a description" }).check();
  await page.getByRole("button", { name: new RegExp(`^one.${stamp}`, "i") }).waitFor();
  expect(await page.getByRole("button", { name: /^Market/ }).count()).toBe(0);
  await expectAccessible(page);
});

test("a file that is dropped, one that is pasted, one in pieces, and a cut of one", async () => {
  const page = await openPage();
  await page.goto("/admin/media");
  await settled(page);
  const bytes = [...png(200, 100, [30, 140, 90])];
  await page.evaluate(
    ([list, name]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(list as number[])], `${name}`, { type: "image/png" }));
      const zone =
        document.querySelector("main ul, main [class*=zone]")?.closest("[class*=zone]") ??
        document.querySelector("[class*=zone]");
      zone?.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
      const pasted = new DataTransfer();
      pasted.items.add(new File([new Uint8Array(list as number[])], `pasted-${name}`, { type: "image/png" }));
      document.body.dispatchEvent(
        new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: pasted }),
      );
    },
    [bytes, `dropped-${stamp}.png`] as const,
  );
  await page.getByRole("button", { name: new RegExp(`pasted.dropped.${stamp}`, "i") }).waitFor();
  await page.getByRole("button", { name: new RegExp(`^dropped.${stamp}`, "i") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("tab", { name: "Crop" }).click();
  await dialog.getByText("1:1").click();
  await dialog.getByText("100 × 100", { exact: true }).waitFor();
  await dialog.getByRole("button", { name: "Save as a copy" }).click();
  await dialog.waitFor({ state: "detached" });
  const sizes = (await api(`/files?search=dropped-${stamp}&fields=width,height,filename_download`)) as Record<
    string,
    unknown
  >[];
  expect(sizes.filter(({ width, height }) => width === 100 && height === 100)).toHaveLength(1);
  const large = Buffer.concat([png(8, 8, [0, 0, 0]), Buffer.alloc(18 * 1024 * 1024)]);
  await upload(page, `large-${stamp}.png`, large);
  await page.getByRole("button", { name: new RegExp(`^large.${stamp}`, "i") }).waitFor();
  const [one] = (await api(`/files?search=large-${stamp}&fields=filesize`)) as Record<string, unknown>[];
  expect(one?.filesize).toBe(large.length);
});

test.each([390, 360])("the library at %d px, light and dark", async (width) => {
  for (const scheme of ["light", "dark"] as const) {
    const page = await openPage({ width, height: 800, scheme });
    await page.goto("/admin/media");
    await settled(page);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await page.getByRole("button", { name: /^Market/ }).click();
    await page.getByRole("dialog").getByRole("tab", { name: "Focal point" }).click();
    await page.getByRole("list", { name: "What becomes of it" }).waitFor();
    await expectAccessible(page);
  }
});
