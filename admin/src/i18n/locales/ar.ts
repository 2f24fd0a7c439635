import errors from "./ar/errors.json";
import fields from "./ar/fields.json";
import form from "./ar/form.json";
import lists from "./ar/lists.json";
import media from "./ar/media.json";
import shell from "./ar/shell.json";

export const texts = { errors, fields, form, lists, media, shell };
