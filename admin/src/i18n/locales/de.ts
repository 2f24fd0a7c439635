import errors from "./de/errors.json";
import fields from "./de/fields.json";
import form from "./de/form.json";
import lists from "./de/lists.json";
import media from "./de/media.json";
import shell from "./de/shell.json";

export const texts = { errors, fields, form, lists, media, shell };
