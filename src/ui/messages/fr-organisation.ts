/** Words of the organisation’s pages: first visit, sign-in, invitation, security, profile. */
export const organisation = {};

export const organisationProblems = {
  "already-set-up": "Cette Vigie est déjà installée. Connectez-vous.",
  "slug-taken": "Cette adresse est déjà prise par une autre organisation.",
  "department-exists": "Un service porte déjà ce nom.",
  "department-not-found": "Ce service n’existe pas ou plus.",
  "member-not-found": "Cette personne n’est pas membre de l’organisation.",
  "last-administrator": "Il faut au moins un administrateur : nommez-en un autre d’abord.",
  "invitation-not-found": "Cette invitation n’existe pas, ou a déjà servi.",
  "invitation-expired": "Cette invitation a expiré. Demandez-en une nouvelle.",
  "already-a-member": "Cette personne est déjà membre de l’organisation.",
  "account-exists": "Ce compte est déjà dans la liste.",
  "account-not-found": "Ce compte n’existe pas dans cette organisation.",
  "token-not-found": "Ce jeton n’existe pas, ou a déjà été révoqué.",
  "token-lifetime": "Un jeton vit entre un jour et un an.",
  "service-hours": "Les plages d’un jour doivent se suivre sans se recouvrir.",
  "password-weak": "Ce mot de passe est trop facile à deviner. Prenez quatre mots sans lien entre eux.",
};
