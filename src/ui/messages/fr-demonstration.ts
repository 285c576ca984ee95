export const demonstrationProblems = {
  "already-there": "Les organisations de démonstration existent déjà.",
  "not-there": "Il n’y a pas d’organisation de démonstration à retirer.",
};
