import errors from "./es/errors.json";
import fields from "./es/fields.json";
import form from "./es/form.json";
import lists from "./es/lists.json";
import media from "./es/media.json";
import shell from "./es/shell.json";

export const texts = { errors, fields, form, lists, media, shell };
