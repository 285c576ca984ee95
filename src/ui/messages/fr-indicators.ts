export const indicators = {};

export const indicatorsProblems = {
  "indicator-unknown": "Cet indicateur ne fait pas partie du catalogue.",
  "range-too-long":
    "Cette période est trop longue pour ce détail. Choisissez la semaine ou le mois, ou des dates plus proches.",
  "account-not-found": "Ce compte n’existe pas dans cette organisation.",
};
