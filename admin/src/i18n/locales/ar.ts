import auth from "./ar/auth.json";
import errors from "./ar/errors.json";
import fields from "./ar/fields.json";
import form from "./ar/form.json";
import lists from "./ar/lists.json";
import model from "./ar/model.json";
import reference from "./ar/reference.json";
import shell from "./ar/shell.json";

export const texts = { auth, errors, fields, form, lists, model, reference, shell };
