import access from "./fr/access.json";
import auth from "./fr/auth.json";
import errors from "./fr/errors.json";
import fields from "./fr/fields.json";
import form from "./fr/form.json";
import lists from "./fr/lists.json";
import media from "./fr/media.json";
import model from "./fr/model.json";
import people from "./fr/people.json";
import reference from "./fr/reference.json";
import shell from "./fr/shell.json";

export const texts = { access, auth, errors, fields, form, lists, media, model, people, reference, shell };
