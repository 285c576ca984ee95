/** The accessibility statement: what was checked, what holds, what does not. Keep it true. */
export const accessibility = {
  name: "Accessibilité",
  sentence: "Accessibilité : partiellement conforme au RGAA 4.1.",
  lead: "Vigie vise la conformité au RGAA 4.1 (WCAG 2.2, niveau AA). Aucun audit indépendant n’a encore été mené : le résultat ci-dessous est celui de nos propres contrôles.",
  doneTitle: "Ce qui est vérifié",
  done: [
    "À chaque livraison, un contrôle automatique (axe-core) sur les pages, en clair et en sombre, en français et en anglais.",
    "Tout s’utilise au clavier : lien d’évitement, focus visible, retour du focus à la fermeture d’une fenêtre.",
    "Un seul titre de premier niveau par page, des zones repérées, des libellés permanents, des erreurs liées à leur champ.",
    "Aucune information par la couleur seule : un mot et une forme l’accompagnent. Les contrastes du texte sont mesurés par un test.",
    "Derrière chaque graphique, un tableau : touche T.",
    "Les pages se lisent à 360 pixels de large et à 400 % d’agrandissement ; le mouvement se coupe quand l’appareil le demande.",
  ],
  limitsTitle: "Ce qui reste à faire",
  limits: [
    "Pas encore d’essais avec des personnes qui utilisent un lecteur d’écran chaque jour.",
    "Les codes d’opération du journal sont en anglais, signalés comme tels.",
    "Les critères du RGAA qui ne se contrôlent pas automatiquement n’ont pas tous été revus à la main.",
  ],
  contactTitle: "Signaler un obstacle",
  contact:
    "Écrivez à un administrateur de votre organisation. S’il ne vous répond pas de façon satisfaisante et que l’organisme est public, vous pouvez saisir le Défenseur des droits.",
};
