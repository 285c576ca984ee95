export const measurements = {};

export const measurementsProblems = {
  "batch-not-found": "Cet import n’existe pas ou plus.",
  "already-imported": "Ce fichier a déjà été importé.",
  "not-undoable": "Cet import ne peut pas être annulé dans l’état où il est.",
  "not-waiting": "Cet import n’attend pas de réponse.",
  "file-refused": "Ce fichier n’a pas pu être lu.",
  "file-too-large": "Ce fichier dépasse la taille acceptée par cette Vigie.",
  "upload-empty": "Ce fichier est vide.",
  "upload-unnamed": "Ce fichier est arrivé sans nom. Choisissez-le de nouveau.",
  "amount-not-in-cents": "Un montant s’écrit avec deux décimales au plus.",
  "account-not-found": "Ce compte n’existe pas dans cette organisation.",
  "metric-not-countable": "Cette mesure ne se compte pas à la main.",
  "day-in-the-future": "Ce jour n’est pas encore arrivé.",
  "mixed-currencies": "Ces dépenses sont dans plusieurs devises : elles ne s’additionnent pas.",
};
