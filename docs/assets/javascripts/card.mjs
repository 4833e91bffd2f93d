/** The card of a plan, for a frame on another site: all of it stands in its address, and nothing is read or kept here. */

import { localDay } from "./days.mjs";
import { said } from "./framed.mjs";
import { ROOT, load } from "./learn.mjs";
import { asParameters, fromParameters } from "./plan.mjs";

const put = (name, text) => { document.querySelector(`[data-rm-${name}]`).textContent = text; };

try {
  const learn = await load();
  const wishes = fromParameters(new URLSearchParams(location.search), learn, localDay(new Date()));
  put("roadmap", learn.title);
  if (wishes.to) {
    const { title, facts, begins } = said(learn, wishes);
    put("plan", title);
    put("facts", facts);
    put("begins", begins);
    document.querySelector("[data-rm-plan]").href = new URL(`plan/?${asParameters(wishes)}`, ROOT).href;
    document.title = title;
  } else {
    put("begins", "The address of this card names no goal that there is. The page above makes plans.");
  }
} catch (error) {
  put("begins", "The plan cannot be shown just now. The page above makes plans.");
  console.warn("The card of a plan could not be made:", error);
}
