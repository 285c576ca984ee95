/** Words of the parts that every page is made of. */
export const ui = {
  product: "Vigie",
  loading: "Chargement de la page…",
  close: "Fermer",
  cancel: "Annuler",
  keep: "Ne rien changer",
  save: "Enregistrer",
  change: "Modifier",
  undo: "Annuler",
  retry: "Réessayer",
  copy: "Copier",
  copied: "Copié.",
  optional: "facultatif",
  unknown: "inconnu",
  refusal: {
    nothingLost: "Rien n’est perdu : ce que vous avez saisi est encore là.",
    reference: "Référence à citer à la personne qui tient cette Vigie : {{reference}}.",
    tryLater: "Réessayez dans un instant.",
  },
  period: {
    label: "Période affichée :",
    previous: "Période précédente",
    next: "Période suivante",
    choose: "Choisir la période",
    kind: "Durée",
    week: "Une semaine, du lundi au dimanche",
    month: "Un mois",
    day: "Un jour de la période",
    dayHint: "La semaine ou le mois qui contient ce jour s’affiche.",
    show: "Afficher cette période",
  },
  knownDays: {
    days: "{{known}} jours connus sur {{all}}.",
    gap_one: "{{account}} : il manque {{count}} jour ({{days}}).",
    gap_other: "{{account}} : il manque {{count}} jours ({{days}}).",
    others_one: "{{count}} autre période",
    others_other: "{{count}} autres périodes",
  },
  chart: {
    table: "Tableau",
    drawing: "Graphique",
    copy: "Copier pour un tableur",
    copied: "Tableau copié : collez-le dans votre tableur.",
  },
  commands: {
    title: "Chercher ou agir",
    label: "Que voulez-vous faire ?",
    none: "Aucune commande ne correspond à « {{typed}} ».",
  },
  roles: {
    manager: "Social Media Manager",
    community: "Community Manager",
    decider: "Décideur",
    reader: "Lecteur",
    admin: "Administrateur",
  },
  kinds: {
    company: "Entreprise",
    "local-authority": "Collectivité",
    association: "Association",
  },
};

export const uiProblems = {
  offline: "Vigie ne répond pas. Vérifiez votre connexion, puis réessayez.",
  unexpected: "Quelque chose n’a pas fonctionné dans Vigie.",
};

/** Refusals that any operation may meet before it starts. */
export const accessProblems = {
  "sign-in-needed": "Connectez-vous pour continuer.",
  "role-missing": "Votre rôle ne permet pas cette action. Un administrateur de l’organisation peut vous l’accorder.",
  "scope-missing": "Ce jeton n’autorise pas cette action.",
  "organisation-unknown": "Cette organisation n’existe pas, ou vous n’en êtes pas membre.",
  "too-many-requests": "Trop de demandes en peu de temps. Attendez une minute, puis réessayez.",
  "origin-refused": "Cette demande ne vient pas de la page de Vigie. Rechargez la page, puis réessayez.",
  "input-malformed": "Certaines réponses ne peuvent pas être lues. Corrigez les champs signalés.",
  "not-found": "Ce que vous cherchez n’existe pas ou plus.",
  unexpected: "Quelque chose n’a pas fonctionné dans Vigie.",
  "too-large": "C’est trop volumineux pour cette Vigie.",
};

/** Refusals of the sign-in itself. */
export const signInProblems = {
  "invalid-email-or-password": "Cette adresse et ce mot de passe ne vont pas ensemble.",
  "invalid-email": "Cette adresse électronique ne peut pas être lue.",
  "invalid-password": "Ce mot de passe n’est pas le bon.",
  "user-not-found": "Cette adresse et ce mot de passe ne vont pas ensemble.",
  "invalid-code": "Ce code n’est pas le bon. Prenez celui qui s’affiche maintenant dans votre application.",
  "invalid-backup-code": "Ce code de secours n’est pas le bon, ou a déjà servi.",
  "invalid-two-factor-cookie": "Trop de temps a passé. Recommencez avec votre mot de passe.",
  "too-many-attempts-request-new-code": "Trop d’essais. Recommencez avec votre mot de passe.",
  "two-factor-not-enabled": "Le code à usage unique n’est pas activé pour ce compte.",
  "totp-not-enabled": "Le code à usage unique n’est pas activé pour ce compte.",
  "session-expired": "Votre session est terminée. Connectez-vous de nouveau.",
  "session-not-fresh": "Par sécurité, connectez-vous de nouveau avant ce changement.",
  "password-too-short": "Ce mot de passe est trop court : il faut au moins 12 caractères.",
  "password-too-long": "Ce mot de passe est trop long : 200 caractères au plus.",
  "sign-up-disabled": "Les comptes se créent ici par invitation seulement.",
  "too-many-attempts": "Trop d’essais. Attendez {{seconds}} secondes, puis réessayez.",
  "single-sign-on-unavailable":
    "La connexion par {{label}} ne répond pas en ce moment. Réessayez, ou utilisez votre mot de passe.",
  refused: "La connexion a été refusée. Réessayez, ou demandez à la personne qui tient cette Vigie.",
};
