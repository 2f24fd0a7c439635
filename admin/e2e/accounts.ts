/** The people of the journeys. */
import type { Locator, Page } from "playwright-core";

export const ADA = {
  email: "ada@larkhaven.example",
  password: "correct horse battery staple",
  first: "Ada",
  last: "Marsh",
};

export async function signInWithPassword(scope: Page | Locator, email: string, password: string): Promise<void> {
  await scope.getByLabel("Email").fill(email);
  await scope.getByRole("textbox", { name: "Password" }).fill(password);
  await scope.getByRole("button", { name: "Sign in" }).click();
}
