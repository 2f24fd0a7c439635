import auth from "./de/auth.json";
import errors from "./de/errors.json";
import fields from "./de/fields.json";
import form from "./de/form.json";
import lists from "./de/lists.json";
import model from "./de/model.json";
import reference from "./de/reference.json";
import shell from "./de/shell.json";

export const texts = { auth, errors, fields, form, lists, model, reference, shell };
