import errors from "./en/errors.json";
import fields from "./en/fields.json";
import form from "./en/form.json";
import lists from "./en/lists.json";
import media from "./en/media.json";
import shell from "./en/shell.json";

/** The texts that the first list shows; the others are in `late`. Those of English are what the other languages are compared with, and its keys are what `t` takes. */
export const texts = { errors, fields, form, lists, media, shell };
