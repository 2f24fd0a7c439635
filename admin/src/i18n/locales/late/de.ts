import access from "../de/access.json";
import actions from "../de/actions.json";
import activity from "../de/activity.json";
import auth from "../de/auth.json";
import dashboard from "../de/dashboard.json";
import filter from "../de/filter.json";
import imports from "../de/imports.json";
import model from "../de/model.json";
import notifications from "../de/notifications.json";
import people from "../de/people.json";
import reference from "../de/reference.json";
import security from "../de/security.json";
import view from "../de/view.json";

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
