import access from "../de/access.json";
import auth from "../de/auth.json";
import model from "../de/model.json";
import people from "../de/people.json";
import reference from "../de/reference.json";

export const texts = { access, auth, model, people, reference };
