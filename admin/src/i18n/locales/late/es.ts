import access from "../es/access.json";
import auth from "../es/auth.json";
import model from "../es/model.json";
import people from "../es/people.json";
import reference from "../es/reference.json";

export const texts = { access, auth, model, people, reference };
