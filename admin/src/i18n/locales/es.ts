import access from "./es/access.json";
import auth from "./es/auth.json";
import errors from "./es/errors.json";
import fields from "./es/fields.json";
import form from "./es/form.json";
import lists from "./es/lists.json";
import media from "./es/media.json";
import model from "./es/model.json";
import people from "./es/people.json";
import reference from "./es/reference.json";
import shell from "./es/shell.json";

export const texts = { access, auth, errors, fields, form, lists, media, model, people, reference, shell };
