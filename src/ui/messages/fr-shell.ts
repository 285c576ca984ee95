/** Words around every page: rail, bar, menus, warnings. */
export const shell = {
  skip: "Aller au contenu",
  navigation: "Principal",
  pages: {
    bridge: "Passerelle",
    objectives: "Objectifs",
    indicators: "Indicateurs",
    reports: "Rapports",
    imports: "Mesures",
    organisation: "Organisation",
  },
  switchOrganisation: "Changer d’organisation",
  organisations: "Vos organisations",
  addOrganisation: "Créer une autre organisation",
  demonstration: "démonstration",
  search: "Chercher ou agir",
  searchKeys: "Ctrl K",
  menu: "Menu",
  account: "Compte et réglages",
  signedInAs: "Connecté : {{name}}",
  security: "Sécurité de votre compte",
  signOut: "Se déconnecter",
  theme: "Apparence",
  themes: { auto: "Comme l’appareil", light: "Claire", dark: "Sombre" },
  language: "Langue",
  languages: { fr: "Français", en: "English" },
  help: "Aide de cette page",
  accessibility: "Accessibilité",
  helpTitle: "Aide",
  helpKeys: "Au clavier",
  helpKeyList: {
    commands: "Chercher, aller à une page, agir",
    period: "Période précédente, période suivante",
    table: "Montrer le tableau derrière un graphique",
    help: "Ouvrir cette aide",
    close: "Fermer ce qui est ouvert",
  },
  helpGuide: "Lire le guide de Vigie",
  helpPages: {
    bridge:
      "La Passerelle dit la semaine en une phrase, montre les chiffres qui la portent, puis ce qui vous attend, le plus pressé d’abord.",
    objectives:
      "Un objectif dit ce que l’organisation veut, avec un indicateur, une cible et une échéance. Adopté, sa cible ne bouge plus sans raison écrite.",
    indicators:
      "Un indicateur, c’est sa formule : numérateur, dénominateur, unité, source. Une valeur inconnue n’est jamais un zéro.",
    reports:
      "Le rapport d’une semaine ou d’un mois se relit, se corrige, se valide, puis se télécharge en PDF. Validé, il ne change plus.",
    imports:
      "Déposez l’export d’un réseau tel qu’il est : Vigie reconnaît sa provenance, montre les premières lignes et dit ce qu’elle n’a pas pu lire.",
    organisation: "Qui vous êtes, qui décide, quels comptes vous tenez. Le reste de Vigie s’appuie sur ces réponses.",
    other:
      "Chaque page commence par une phrase, puis montre ce qui la prouve. Tout chiffre mène au fichier dont il vient.",
  },
  commands: {
    goTo: "Aller à : {{page}}",
    goToHint: "page",
    import: "Importer un export",
    newObjective: "Proposer un objectif",
    switchTo: "Passer à {{name}}",
    organisationHint: "organisation",
    themeHint: "apparence",
    languageHint: "langue",
    also: {
      import: "fichier déposer csv xlsx mesures facebook instagram linkedin",
      newObjective: "nouveau créer but",
      signOut: "quitter sortir",
    },
  },
  session: {
    endsSoon: "Votre session se termine dans quelques minutes.",
    stay: "Rester connecté",
    ended: "Votre session est terminée. Connectez-vous de nouveau : vous reviendrez à cette page.",
  },
  notFound: {
    name: "Page introuvable",
    sentence: "Cette page n’existe pas ou plus.",
    lead: "L’adresse a pu être mal copiée, ou ce qu’elle montrait a été retiré.",
    back: "Revenir à l’accueil",
  },
  failure: {
    name: "Page interrompue",
    sentence: "Cette page s’est interrompue.",
    lead: "Ce qui était enregistré l’est toujours. Rechargez la page ; si elle s’interrompt encore, citez la phrase ci-dessous à la personne qui tient cette Vigie.",
    reload: "Recharger la page",
  },
  stranger: {
    name: "Organisation fermée",
    sentence: "Vous n’êtes pas membre de l’organisation « {{organisation}} ».",
    lead: "Vous êtes connecté avec l’adresse {{email}}. Si l’on vous attend ici, demandez une invitation pour cette adresse à la personne qui vous a donné le lien, ou connectez-vous avec l’adresse qui a été invitée. Le lien a pu aussi être mal copié.",
    signInAgain: "Se connecter avec une autre adresse",
    own: "Vos organisations",
  },
  nowhere: {
    name: "Aucune organisation",
    sentence: "Vous n’êtes membre d’aucune organisation.",
    lead: "Demandez une invitation à un administrateur, ou créez la vôtre.",
  },
};
