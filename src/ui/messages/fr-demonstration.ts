export const demonstrationProblems = {
  "already-there": "Vous avez déjà les organisations de démonstration : elles sont dans la liste de vos organisations.",
  "not-there": "Il n’y a pas d’organisation de démonstration à retirer.",
};
