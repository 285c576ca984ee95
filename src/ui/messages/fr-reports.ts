export const reports = {};

export const reportsProblems = {
  "period-not-over": "Cette période n’est pas terminée : son rapport se valide une fois qu’elle l’est.",
  "period-in-the-future": "Cette période n’a pas encore commencé.",
  "already-validated": "Ce rapport est validé : ses chiffres et ses mots ne changent plus.",
  "nothing-to-report": "Aucune donnée pour cette période : importez d’abord un export.",
};
