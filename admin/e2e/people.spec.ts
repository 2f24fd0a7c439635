/** People and what they may do, through the pages: somebody is invited, a role is restricted, an account is suspended, and the server says why. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { api, makePerson, type Person, signInWithPassword } from "./accounts";
import { expectAccessible, expectComplaint, expectNoSidewaysScroll, openPage } from "./browser";

const ARTICLE = "36a6ea2e-0def-59fd-a776-17fd2a06abeb";

async function signIn(page: Page, person: Pick<Person, "email" | "password">, next = "/"): Promise<void> {
  await page.goto(`/admin/sign-in?next=${encodeURIComponent(next)}`);
  await signInWithPassword(page, person.email, person.password);
}

async function makeRole(id: string, permissions: unknown): Promise<void> {
  await api("POST", "/roles", { id, name: id, app_access: true, permissions });
}

test("people are invited by a link, accept it, sign in, and are invited once", async () => {
  const page = await openPage();
  await page.goto("/admin/users");
  const email = `ines-${Date.now()}@larkhaven.example`;
  const other = `ivo-${Date.now()}@larkhaven.example`;
  await page.getByRole("button", { name: "Invite" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Email addresses").fill(`Ines <${email}>, ${other}`);
  await dialog.getByRole("combobox", { name: "Roles" }).click();
  await page.getByRole("option", { name: "Editor" }).click();
  await page.keyboard.press("Escape");
  await dialog.getByText("I pass it on myself").click();
  await dialog.getByRole("button", { name: "Invite 2 people" }).click();
  await dialog.getByText("waits for its owner").first().waitFor();
  await expectAccessible(page);
  const link = (await dialog.getByRole("listitem").filter({ hasText: email }).locator("code").textContent()) ?? "";
  await dialog.getByRole("button", { name: "Done" }).click();
  await page
    .getByRole("row", { name: new RegExp(email) })
    .getByText("Invited")
    .waitFor();

  const guest = await openPage({ as: "nobody" });
  const { pathname, search } = new URL(link);
  await guest.goto(pathname + search);
  await guest.getByRole("textbox", { name: "New password" }).fill("password1234");
  await guest.getByRole("button", { name: "Save the password" }).click();
  await guest.getByText("easy to guess").waitFor();
  expectComplaint(/400/);
  const password = "gelber Regen im Keller";
  await guest.getByRole("textbox", { name: "New password" }).fill(password);
  await guest.getByRole("button", { name: "Save the password" }).click();
  await guest.getByText("The account is ready.").waitFor();
  await guest.getByRole("link", { name: "Back to sign-in" }).click();
  await signInWithPassword(guest, email, password);
  await guest.getByRole("heading", { name: "Dashboard", level: 1 }).waitFor();

  // The same address once more is told, and nothing is sent.
  await page.getByRole("button", { name: "Invite" }).click();
  await page.getByRole("dialog").getByLabel("Email addresses").fill(email);
  await page.getByRole("dialog").getByText("I pass it on myself").click();
  await page.getByRole("button", { name: "Invite 1 person" }).click();
  await page.getByText("There is an account with this address already.").waitFor();
  expectComplaint(/400/);

  // The other one has not come; a new link takes the place of the first.
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("link", { name: other }).click();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "New invitation link" }).click();
  await page.getByRole("dialog").getByText("accept-invite?token=").waitFor();
});

test("people are found by name, role and status, and the address of the page says so", async () => {
  const person = await makePerson("Quirina", ["reporter"]);
  const page = await openPage();
  await page.goto("/admin/users");
  await page.getByRole("textbox", { name: "Find somebody" }).fill("quirina");
  await page.getByRole("link", { name: "Quirina Journey" }).first().waitFor();
  await page.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: "Editor" }).click();
  await page.getByText("Nobody here").waitFor();
  const found = new URL(page.url()).searchParams;
  expect(Object.fromEntries(found)).toEqual({ search: "quirina", role: "editor" });
  await page.goto("/admin/users?search=quirina&role=reporter&status=active");
  await page.getByRole("link", { name: "Quirina Journey" }).first().waitFor();
  await api("DELETE", `/users/${person.id}`);
});

test("a suspended account is out at once, and comes back when it is activated", async () => {
  const person = await makePerson("Sunniva", ["editor"]);
  const own = await openPage({ as: "nobody" });
  await signIn(own, person);
  await own.getByRole("heading", { name: "Dashboard", level: 1 }).waitFor();

  const page = await openPage();
  await page.goto(`/admin/users/${person.id}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Suspend" }).click();
  await page.getByText("Suspended", { exact: true }).waitFor();
  await expectAccessible(page);

  await own.goto("/admin/content/tags");
  await own.getByRole("heading", { name: /Sign in to/ }).waitFor();
  await signInWithPassword(own, person.email, person.password);
  await own.getByText("The address or the password is wrong.").waitFor();
  expectComplaint(/40[013]/);

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Activate" }).click();
  await page.getByText("Active", { exact: true }).waitFor();
  await signInWithPassword(own, person.email, person.password);
  await own.getByRole("heading", { name: "Tags", level: 1 }).waitFor();
  // What it still asks for would be refused as soon as the account is gone.
  await own.close();

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByText("No items were made with it.").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByRole("heading", { name: "Users", level: 1 }).waitFor();
});

test("an administrator acts as somebody, is told so all the time, and is himself again", async () => {
  const boss = await makePerson("Berit", ["admin"]);
  const person = await makePerson("Ruben", ["reporter"]);
  const page = await openPage({ as: "nobody" });
  await signIn(page, boss, `/users/${person.id}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Act as Ruben Journey" }).click();
  await page.getByText("You act as Ruben Journey.").waitFor();
  await page.getByRole("link", { name: "Roles and permissions" }).waitFor({ state: "detached" });
  await expectAccessible(page);
  // How somebody signs in is his own business.
  await page.goto("/admin/account?section=security");
  await page.getByText("You act as Ruben Journey.").waitFor();
  await page.getByRole("heading", { name: "Not from here" }).waitFor();
  await page.getByRole("button", { name: "Back to myself" }).click();
  await page.getByRole("heading", { name: "Ruben Journey", level: 1 }).waitFor();
  await page.getByRole("link", { name: "Roles and permissions" }).waitFor();
  const log = await api<{ action: string; user_id: string }[]>(
    "GET",
    "/activity?fields=action,user_id&sort=-timestamp&limit=20&filter[action][_eq]=impersonated",
  );
  expect(log.map(({ user_id }) => user_id)).toContain(boss.id);
});

test("what a role may not see vanishes from the form and the list of who has it, and the server says why", async () => {
  const role = `desk-${Date.now()}`;
  await makeRole(role, { articles: { read: true }, sections: { read: true }, authors: { read: true } });
  const person = await makePerson("Dora", [role]);
  const own = await openPage({ as: "nobody" });
  await signIn(own, person, `/content/articles/${ARTICLE}`);
  await own.getByRole("heading", { level: 1 }).waitFor();
  await own.getByLabel("Internal notes").waitFor({ state: "attached" });
  await own.goto(`/admin/content/articles?fields=title,internal_notes`);
  await own.getByRole("columnheader", { name: /Internal notes/ }).waitFor();

  const page = await openPage();
  await page.goto(`/admin/roles/${role}`);
  // By keyboard: from the first cell that the tabulator reaches to the one below, and its menu.
  await page.getByRole("button", { name: "Read: Articles: All" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "With a rule…" }).click();
  const dialog = page.getByRole("dialog", { name: "Read: Articles" });
  await dialog.getByText("All but these").click();
  await dialog.getByRole("combobox", { name: "All but these" }).click();
  await page.getByRole("option", { name: "Internal notes" }).click();
  await page.keyboard.press("Escape");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Take over" }).click();
  await page.getByRole("button", { name: "Read: Articles: Rule" }).waitFor();
  // Nothing is lost without a word.
  await page.getByRole("link", { name: "Dashboard" }).click();
  await page.getByRole("dialog", { name: "The rules are not saved" }).getByRole("button", { name: "Stay" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("It holds from the next request on.").waitFor();

  await own.goto("/admin/content/articles?fields=title,internal_notes");
  await own.getByRole("columnheader", { name: /Title/ }).waitFor();
  expect(await own.getByRole("columnheader", { name: /Internal notes/ }).count()).toBe(0);
  await own.goto(`/admin/content/articles/${ARTICLE}`);
  await own.getByLabel("Title").first().waitFor();
  expect(await own.getByLabel("Internal notes").count()).toBe(0);
  await own.close();

  await page.goto(`/admin/why?role=${role}&action=read&collection=articles&field=internal_notes`);
  await page.getByText("Not allowed").waitFor();
  await page.getByText("No rule grants the field “Internal notes”.").waitFor();
  await page.getByText("Does not grant this field.").waitFor();
  await expectAccessible(page);
  await page.goto(`/admin/why?user=${person.id}&action=delete&collection=articles&item=${ARTICLE}`);
  await page.getByText("Not allowed").waitFor();
  await page.goto(`/admin/why?role=reporter&action=update&collection=articles&item=${ARTICLE}`);
  await page.getByText("roles/reporter.yaml").first().waitFor();
  await page.getByText("Created by is the current user").first().waitFor();

  await page.goto(`/admin/roles/${role}?section=people`);
  await page.getByRole("link", { name: "Dora Journey" }).waitFor();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByText("1 person has this role and loses what it grants.").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByRole("heading", { name: "Roles and permissions", level: 1 }).waitFor();
});

test("a role of a file is read, copied, and its copy is changed; mistakes are told", async () => {
  const page = await openPage({ width: 390 });
  await page.goto("/admin/roles/reporter");
  await page.getByText("roles/reporter.yaml").waitFor();
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Change: Articles: Rule" }).click();
  await page.getByText("Status is Draft").first().waitFor();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Duplicate" }).click();
  const id = `reporter-${Date.now()}`;
  await page.getByRole("dialog").getByLabel("Name").fill(`Night ${id}`);
  await page.getByRole("dialog").getByLabel("Id").fill(id);
  await page.getByRole("button", { name: "Create the role" }).click();
  await page.getByRole("heading", { name: `Night ${id}`, level: 1 }).waitFor();
  await page.getByRole("button", { name: "Change: Articles: Rule" }).waitFor();
  await page.getByRole("button", { name: "All of Tags" }).click();
  await page.getByRole("menuitem", { name: "Nothing" }).click();
  await page.getByRole("button", { name: "Read: Tags: No" }).waitFor();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  // Somebody else is faster.
  await api("PATCH", `/roles/${id}`, { description: "Changed meanwhile" });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Somebody else has changed this role meanwhile.").waitFor();
  expectComplaint(/412/);
  await page.getByRole("button", { name: "Load the newer version" }).click();
  await page.getByRole("button", { name: "Read: Tags: All" }).waitFor();
  expect(await page.getByLabel("Description").inputValue()).toBe("Changed meanwhile");
  await api("DELETE", `/roles/${id}`);
});

test("what a rule fills in is chosen, field by field", async () => {
  const role = `intern-${Date.now()}`;
  await makeRole(role, { articles: { read: true, create: { preset: { is_breaking: false } } } });
  const page = await openPage();
  await page.goto(`/admin/roles/${role}`);
  await page.getByRole("button", { name: "Create: Articles: Rule" }).click();
  await page.getByRole("menuitem", { name: "Change the rule…" }).click();
  const part = page.getByRole("group", { name: "What is filled in" });
  await part.getByLabel("Value: Is breaking").waitFor();
  const add = async (field: string) => {
    await part.getByRole("button", { name: "Value", exact: true }).click();
    await page.getByRole("option", { name: field, exact: true }).click();
  };
  await add("Author");
  await part.getByRole("combobox", { name: "Where the value comes from" }).last().click();
  await page.getByRole("option", { name: "Profile of the current user" }).click();
  await add("Status");
  await part.getByRole("combobox", { name: "Value: Status" }).click();
  await page.getByRole("option", { name: "Draft" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Take over" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("It holds from the next request on.").waitFor();
  const { permissions } = await api<{ permissions: { articles: { create: object } } }>("GET", `/roles/${role}`);
  expect(permissions.articles.create).toEqual({
    preset: { is_breaking: false, author: "$CURRENT_USER.profile", status: "draft" },
  });
  await api("DELETE", `/roles/${role}`);
});
