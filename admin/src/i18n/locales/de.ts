import access from "./de/access.json";
import auth from "./de/auth.json";
import errors from "./de/errors.json";
import fields from "./de/fields.json";
import form from "./de/form.json";
import lists from "./de/lists.json";
import media from "./de/media.json";
import model from "./de/model.json";
import people from "./de/people.json";
import reference from "./de/reference.json";
import shell from "./de/shell.json";

export const texts = { access, auth, errors, fields, form, lists, media, model, people, reference, shell };
