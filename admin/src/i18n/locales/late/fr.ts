import access from "../fr/access.json";
import actions from "../fr/actions.json";
import activity from "../fr/activity.json";
import auth from "../fr/auth.json";
import dashboard from "../fr/dashboard.json";
import filter from "../fr/filter.json";
import imports from "../fr/imports.json";
import model from "../fr/model.json";
import notifications from "../fr/notifications.json";
import people from "../fr/people.json";
import reference from "../fr/reference.json";
import security from "../fr/security.json";
import view from "../fr/view.json";

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
