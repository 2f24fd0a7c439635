import access from "./ar/access.json";
import auth from "./ar/auth.json";
import errors from "./ar/errors.json";
import fields from "./ar/fields.json";
import form from "./ar/form.json";
import lists from "./ar/lists.json";
import media from "./ar/media.json";
import model from "./ar/model.json";
import people from "./ar/people.json";
import reference from "./ar/reference.json";
import shell from "./ar/shell.json";

export const texts = { access, auth, errors, fields, form, lists, media, model, people, reference, shell };
