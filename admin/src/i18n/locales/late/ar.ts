import access from "../ar/access.json";
import actions from "../ar/actions.json";
import activity from "../ar/activity.json";
import auth from "../ar/auth.json";
import dashboard from "../ar/dashboard.json";
import filter from "../ar/filter.json";
import imports from "../ar/imports.json";
import model from "../ar/model.json";
import notifications from "../ar/notifications.json";
import people from "../ar/people.json";
import reference from "../ar/reference.json";
import security from "../ar/security.json";
import view from "../ar/view.json";

export const texts = {
  access,
  actions,
  activity,
  auth,
  dashboard,
  filter,
  imports,
  model,
  notifications,
  people,
  reference,
  security,
  view,
};
