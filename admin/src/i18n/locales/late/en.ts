import access from "../en/access.json";
import actions from "../en/actions.json";
import activity from "../en/activity.json";
import auth from "../en/auth.json";
import dashboard from "../en/dashboard.json";
import filter from "../en/filter.json";
import imports from "../en/imports.json";
import model from "../en/model.json";
import notifications from "../en/notifications.json";
import people from "../en/people.json";
import reference from "../en/reference.json";
import security from "../en/security.json";
import view from "../en/view.json";

/** The texts of pages that the first list does not wait for. */
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
