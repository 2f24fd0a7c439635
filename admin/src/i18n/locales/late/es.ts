import access from "../es/access.json";
import actions from "../es/actions.json";
import activity from "../es/activity.json";
import auth from "../es/auth.json";
import dashboard from "../es/dashboard.json";
import filter from "../es/filter.json";
import imports from "../es/imports.json";
import model from "../es/model.json";
import notifications from "../es/notifications.json";
import people from "../es/people.json";
import reference from "../es/reference.json";
import security from "../es/security.json";
import view from "../es/view.json";

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
