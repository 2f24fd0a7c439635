import errors from "./fr/errors.json";
import fields from "./fr/fields.json";
import form from "./fr/form.json";
import lists from "./fr/lists.json";
import media from "./fr/media.json";
import shell from "./fr/shell.json";

export const texts = { errors, fields, form, lists, media, shell };
