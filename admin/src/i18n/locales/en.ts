import access from "./en/access.json";
import auth from "./en/auth.json";
import errors from "./en/errors.json";
import fields from "./en/fields.json";
import form from "./en/form.json";
import lists from "./en/lists.json";
import media from "./en/media.json";
import model from "./en/model.json";
import people from "./en/people.json";
import reference from "./en/reference.json";
import shell from "./en/shell.json";

/** The texts that the others are compared with; their types are the keys that `t` takes. */
export const texts = { access, auth, errors, fields, form, lists, media, model, people, reference, shell };
