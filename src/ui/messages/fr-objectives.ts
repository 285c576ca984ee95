export const objectives = {};

export const objectivesProblems = {
  "not-found": "Cet objectif n’existe pas ou plus.",
  "due-in-the-past": "L’échéance est déjà passée. Choisissez un jour à venir.",
  "due-before-start": "L’échéance doit venir après le départ.",
  "target-equals-baseline": "La cible est égale au départ : un objectif doit demander un mouvement.",
  "target-against-direction": "La cible va dans l’autre sens que la direction choisie.",
  "indicator-not-summable":
    "Cet indicateur ne s’additionne pas d’un jour à l’autre : choisissez un niveau ou un rythme.",
  "guard-rail-is-indicator": "Le garde-fou doit être un autre indicateur que celui de l’objectif.",
  "guard-rail-limit-missing": "Dites à partir de quelle valeur le garde-fou n’est plus tenu.",
  "percent-out-of-range": "Un pourcentage se tient entre 0 et 100.",
  "department-not-found": "Ce service n’existe pas dans cette organisation.",
  "owner-not-found": "Cette personne n’est pas membre de l’organisation.",
  "adopted-needs-reason": "Cet objectif est adopté : écrivez la raison du changement, elle restera dans son histoire.",
  archived: "Cet objectif est archivé. Reprenez-le avant de le changer.",
  "already-adopted": "Cet objectif est déjà adopté.",
};
