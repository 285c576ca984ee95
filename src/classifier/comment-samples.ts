import type { CorpusRecord } from "./corpus-record.ts";

/**
 * Comments written for this project by the author of the classifier, one group per phenomenon: what teaches the heads
 * that no public data teaches (complaint, question, irony, praise, accusation, spam). Training only; the corpus measures.
 */
interface Group {
  readonly lang: "fr" | "en";
  readonly polarity: CorpusRecord["polarity"];
  readonly kinds: CorpusRecord["kinds"];
  readonly toxic?: boolean;
  readonly irony?: boolean;
  readonly lines: string;
}

const groups: readonly Group[] = [
  {
    lang: "fr",
    polarity: "negative",
    kinds: ["complaint"],
    lines: `Commande passée le 12, annoncée pour le 15, on est le 29|Une heure debout dans le hall avec un bébé, une seule agente au comptoir|Le car de 7h12 n'est pas passé lundi, ni mardi, ni ce matin|Cela fait quatre fois que j'envoie la même pièce jointe|On m'a promis un rappel sous 48h, c'était il y a dix jours|Les douches du stade coulent froid depuis la Toussaint|Ma mère de 84 ans a dû monter cinq étages à pied, l'ascenseur attend une pièce depuis mai|Il n'y a plus de lumière dans la rue du Moulin depuis trois nuits|Le formulaire se ferme tout seul à la page 3|J'ai reçu du 38 au lieu du 42|Mon colis est arrivé ouvert et il manque la moitié|Toujours aucune nouvelle de mon remboursement|Le standard sonne dans le vide toute la matinée|Dossier déposé en février, nous voilà en octobre|Vous encaissez le chèque en deux jours mais pour rembourser il faut trois mois|Les places étaient numérotées, quelqu'un était assis à la nôtre et personne n'a bougé|Deux trains supprimés sur trois ce matin|J'ai dû poser une demi-journée pour retirer un badge|On nous a demandé d'attendre dehors sous la pluie pendant 50 minutes|Le bac jaune n'a pas été vidé, c'est la deuxième semaine|Le prix affiché en rayon était 12 €, à la caisse 19 €|La poussette ne passe pas, il y a des voitures garées sur tout le trottoir|J'ai pris rendez-vous à 14h, on m'a reçue à 16h20|Le tarif est passé de 90 à 140 euros entre juin et septembre|Pas de place en garde, réponse reçue la veille de la rentrée|Mon abonnement a été prélevé deux fois en mars|La borne de recharge affiche indisponible depuis le 4 août|Aucune rampe, mon mari est resté devant la porte en fauteuil|Impossible de joindre qui que ce soit, je tombe sur la messagerie|Les travaux devaient finir en avril|Le vestiaire ferme avant la fin de l'entraînement|On a roulé une heure pour trouver porte close|La salle était à moitié vide mais on nous a refusé l'entrée|Il pleut dans la classe de ma fille|Le bus passe devant l'arrêt sans s'arrêter|L'application me déconnecte à chaque paiement|Ma réclamation n° 4412 est restée sans réponse|Service client injoignable, site en panne, je fais comment|je sui alé a la mairi 3 foi pr rien|slt sa fé 1 moi kjatan ma carte|tjr pas livré alors ke c marqué livré|jai apelé 5 foi persone decroche|Ça fait trois semaines que j'attends après un retour, ça a pas d'allure|J'ai toffé deux heures sur la ligne pis ça a raccroché|Septante minutes d'attente aux urgences, et encore|On est là depuis ce matin hein, le courant est parti et personne ne vient|Le délestage chaque soir à 19h et la facture qui monte|C'est trop long pour une simple signature|Très déçue par le spectacle, on n'entendait rien au fond|Je ne reviendrai plus, la chambre sentait l'humidité|Qualité en baisse, prix en hausse|Accueil froid et expéditif|Personnel débordé et pas aimable du tout|C'est lamentable, aucun respect pour les usagers|Service nul, je déconseille|La nourriture était froide et la note salée|Ras-le-bol de ces travaux sans fin|Encore une coupure d'eau sans information|Vous devriez avoir honte de laisser le parc dans cet état|Le parking est devenu payant sans que personne ne nous prévienne`,
  },
  {
    lang: "fr",
    polarity: "negative",
    kinds: ["irony-suspected", "complaint"],
    irony: true,
    lines: `Bravo pour l'organisation, deux heures de file pour un café|Merci infiniment pour la douche froide, ça réveille|Quelle merveilleuse idée de fermer la piscine en juillet|Super le nouveau site, il marche presque un jour sur deux|Ah ça, pour encaisser vous êtes rapides, chapeau|Encore bravo, troisième rendez-vous annulé ce mois-ci|J'adore recevoir ma convocation le lendemain du rendez-vous|Félicitations à la mairie, on a maintenant le plus beau cratère du département|Top, mon colis a visité toute la France sauf chez moi|C'est vrai que 6 € le sandwich c'est donné|Heureusement qu'on nous avait promis du calme|Vous êtes vraiment les champions du délai|Génial, le tram est en panne le jour de l'ouverture|Trop contente de payer 60 € pour voir un poteau|On dirait que répondre au téléphone est passé de mode|Belle preuve de respect, raccrocher au nez des gens|Ne changez rien surtout, continuez à nous ignorer 👏|Le wifi gratuit, quel luxe, dommage qu'il n'existe pas|Merci pour ce voyage debout, mes jambes vous remercient|Prix d'excellence pour le trottoir le plus dangereux de la ville|Waouh, une réponse automatique, je suis comblé|Ça valait le coup d'attendre un an pour ça|Oh quelle surprise, encore une augmentation|Vive la dématérialisation, j'ai juste imprimé onze pages|Quel sens de l'accueil, j'ai eu droit à un soupir|Magnifique gestion, on coupe les arbres pour planter des poteaux|Un grand merci au génie qui a fermé les deux ponts en même temps|Bien joué les gars, la fuite d'hier est devenue un lac|Toujours aussi réactifs à ce que je vois 🙃|Bah oui, pourquoi ouvrir le samedi, les gens travaillent en semaine|Parfait, j'avais justement rien d'autre à faire que d'attendre|Je vous félicite pour la transparence, on voit bien à travers les promesses|C'est l'hôpital qui se fout de la charité, mais en plus cher|Sympa la surprise dans la salade, une protéine en plus|Encore un chef-d'œuvre de communication, personne n'a rien compris|Comme par magie l'avis a disparu, quelle technologie|Ravie d'apprendre que ma rue n'existe pas dans votre logiciel|Ben voyons, c'est sûrement la faute de la météo|Excellent timing, les travaux commencent le jour du marché|La classe, on nous sert le champagne dans des gobelets fondus`,
  },
  {
    lang: "fr",
    polarity: "neutral",
    kinds: ["question"],
    lines: `Bonjour, quels sont vos horaires pendant les vacances ?|Est-il possible de payer en plusieurs fois ?|Où se gare-t-on pour le concert de vendredi ?|Le marché de Noël commence quel jour ?|Faut-il une adresse mail pour s'inscrire ?|Vous prenez les chèques-vacances ?|C'est ouvert aux enfants de 3 ans ?|Comment fait-on pour changer d'adresse|Il reste des places pour samedi ?|Le musée est gratuit le premier dimanche du mois ?|Qui est le responsable des sports à la mairie ?|Peut-on avoir le programme complet svp|Quelqu'un sait si la route est rouverte ?|Bonsoir, la réunion est à quelle adresse ?|Combien de temps dure la visite ?|Y aura-t-il une retransmission en ligne ?|Est-ce que la carte est valable dans les autres villes ?|A quel âge peut-on s'inscrire au judo ?|slt vs etes ouver dimanche ?|cc c koi le prix svp|Ou est ce kon peut acheté les ticket|C'est pour quand les résultats ?|Doit-on apporter une pièce d'identité|Pouvez-vous m'indiquer le numéro du service des eaux ?|Quelle ligne faut-il prendre pour aller au stade ?|La médiathèque prête-t-elle des jeux ?|Y a-tu encore des billets pour à soir ?|C'est à quelle heure la représentation, svp ?|Les chiens sont-ils admis sur la plage en mai ?|Bonjour je cherche le formulaire de demande de subvention|Je voudrais connaître la date limite de dépôt|Auriez-vous une version imprimable du plan ?|Est-ce que quelqu'un a trouvé un trousseau de clés au parc ?|Le don de sang, il faut être à jeun ou pas ?|Quand rouvre la piste cyclable du canal ?|L'entrée se fait par quelle rue ?`,
  },
  {
    lang: "fr",
    polarity: "neutral",
    kinds: [],
    lines: `J'y serai avec les enfants vers 15h|@paul c'est celui dont je te parlais|On s'était inscrits en septembre par internet|La salle est au premier étage, à droite|Moi je prends la ligne 2 puis la 7|C'est la photo du pont prise depuis la rive gauche|Je partage pour les parents du quartier|Le stade se trouve derrière le collège|Il faut présenter sa carte à l'entrée|Mon frère travaille là-bas depuis 2012|Nous venons de Namur en voiture|Ok, je passe mardi|Voir le message épinglé|Pour info la réunion est le 14|J'ai envoyé mon dossier hier|La collecte a lieu le jeudi dans notre rue|C'est écrit sur le site, rubrique démarches|La version précédente datait de 2019|Il y avait du monde au marché ce matin|On attend la date|Mon fils y va le mercredi|D'accord|Je suis en train de lire l'article|Ici on dit une chocolatine|Elle a joué au club de 2008 à 2011|Le dernier bus est à 22h40|Nous étions trois de la classe de 4e B|Bonjour|Merci de l'information|Le ticket est valable une heure après validation|Idem pour Saint-Martin|Je crois que c'est la rue des Tanneurs`,
  },
  {
    lang: "fr",
    polarity: "positive",
    kinds: ["praise"],
    lines: `Un immense merci à l'infirmière de nuit, elle a été formidable|Très belle exposition, on y retourne dimanche|Bravo à toute l'équipe municipale pour la fête|Accueil chaleureux, conseils précis, je reviendrai|Mon fils est rentré avec des étoiles dans les yeux|Le spectacle d'hier soir nous a bouleversés, merci|Service rapide et souriant, ça change|Quel plaisir de retrouver la piscine rénovée|Coup de cœur pour le guide, passionnant|Merci au chauffeur de la 12 qui a attendu ma mère|Super ambiance, bonne musique, vivement l'an prochain|Vous êtes au top, ne changez rien|Bien reçu ma commande, emballage soigné, parfait|trop bien la soirée jador|mercii bcp a tte lekipe|c t géniale le concert 😍|Ben là bravo, c'était malade en titi votre show|Vraiment chouette, une fois, on a bien ri|Félicitations aux filles pour la montée, quelle saison|Enfin un site clair et simple, merci|J'ai adoré l'atelier poterie, l'animatrice est géniale|Le nouveau parc est magnifique, les petits l'adorent|Chapeau aux agents qui ont déneigé à 5h du matin|Personnel à l'écoute, je me suis sentie rassurée|Top 👏👏 bravo les jeunes|On vous remercie du fond du cœur|Excellent rapport qualité-prix|Fier de mon club ce soir|Hâte d'être à la prochaine séance|Le meilleur kebab de la ville, sans hésiter|Belle initiative, merci aux bénévoles`,
  },
  {
    lang: "fr",
    polarity: "positive",
    kinds: ["praise"],
    lines: `Rien à redire, tout était nickel|Pas déçus du voyage, c'était splendide|Franchement pas mal la nouvelle place|Aucun souci, livré en avance|On n'a pas vu le temps passer|Un truc de fou ce spectacle|Ça déchire, j'en suis encore malade de rire|J'avais peur d'être déçue, pas du tout, c'était parfait|Impossible de trouver mieux dans le coin|Ce concert m'a tuée, quelle énergie|Pas cher et très bon|Fini les files d'attente, la réservation en ligne est une bénédiction|Même pas mal au portefeuille et on s'est régalés|Zéro attente, zéro stress, bravo|Une dinguerie ce gâteau|On a pleuré de rire du début à la fin|Je ne regrette vraiment pas mon inscription|Jamais vu une équipe aussi patiente|Sans vous je serais encore perdue, merci|Mortel le set de 23h`,
  },
  {
    lang: "fr",
    polarity: "negative",
    kinds: ["threat"],
    toxic: true,
    lines: `Je connais ta voiture et ton parking|On saura vous retrouver, comptez sur nous|Si je te croise je t'éclate la tête|Un de ces jours ça va mal finir pour votre équipe|Je viens demain avec mes cousins et on verra qui rigole|Ton adresse est facile à trouver tu sais|Vous allez regretter d'avoir fermé ce dossier, je vous le jure|tu vas crever toi|jte retrouve jte tue|Dommage s'il arrivait quelque chose à votre jolie vitrine|Il faudrait brûler cette mairie avec le maire dedans|La prochaine fois je sors le couteau|Dis à ton gosse de bien regarder en traversant|On t'attend à la sortie|Prépare tes dents|J'ai ton nom, ta photo, et j'ai tout mon temps|Vous méritez une balle|Méfie-toi en rentrant ce soir|je vais tout casser chez vous vous allez voir|Une bonne raclée lui ferait du bien, et je m'en charge`,
  },
  {
    lang: "fr",
    polarity: "negative",
    kinds: ["insult"],
    toxic: true,
    lines: `Quelle bande d'abrutis à la direction|Vous êtes des guignols|Espèce de larve|Tu es trop bête pour comprendre|Ce maire est un clown et son équipe des bouffons|sale type|T'as le QI d'une huître|Connards|ta gueule le stagiaire|Pauvres nazes|des incapables, du chef au balayeur|gros porc|Va te faire voir, minable|Il est con comme une valise|crétin des Alpes|Tas de feignasses payées à rien faire|bouffone va|vs etes ke des gro batard|Quelle conne à l'accueil|Le vendeur est un imbécile fini`,
  },
  {
    lang: "fr",
    polarity: "negative",
    kinds: ["hate"],
    toxic: true,
    lines: `Les Arabes dehors|Encore des migrants, renvoyez-moi ça chez eux|Ces gens-là sont tous des voleurs, c'est dans le sang|Une femme à ce poste, retourne à ta vaisselle|Les pédés n'ont rien à faire à l'école|Sales juifs, toujours les mêmes aux commandes|Les gitans c'est de la vermine|On n'est plus chez nous avec tous ces noirs|Les handicapés coûtent trop cher, à quoi ça sert|Dehors les musulmans de notre ville|sale renoi|Les trans sont des malades à enfermer`,
  },
  {
    lang: "fr",
    polarity: "negative",
    kinds: [],
    lines: `On m'a traitée de sale gouine devant votre vitrine et personne n'a bougé|Écrire « les Arabes dehors » sous une annonce de fête, c'est honteux|Mon fils s'est fait insulter de bougnoule à l'entraînement, que fait le club ?|Je signale le commentaire qui appelle à « renvoyer les migrants »|Stop à la haine, dire « sale pédé » n'est pas une opinion|J'ai honte de lire « retourne à ta cuisine » en 2024|Quelqu'un a tagué « mort aux juifs » sur l'école, c'est insupportable|Entendre « sale noir » dans les tribunes, plus jamais ça|Merci de modérer les propos racistes de Kevin sous cette photo|Elle a été traitée de grosse truie par un client, soutien à elle`,
  },
  {
    lang: "fr",
    polarity: "negative",
    kinds: ["accusation"],
    lines: `Le marché public est allé au cousin de l'adjoint, comme toujours|Vous falsifiez les chiffres de fréquentation|C'est de l'escroquerie, je saisis la DGCCRF|On a vu l'agent frapper un résident|Vous mentez depuis le début sur la date d'ouverture|Trésorier parti avec la caisse, et silence radio|Produits périmés réétiquetés, j'ai les photos|Vous faites travailler des bénévoles à la place de salariés|Mes commentaires sont supprimés dès que je pose des questions|Publicité mensongère, la photo n'a rien à voir|Nos impôts financent le voyage privé du président|Ils ont touché des pots-de-vin pour ce permis|Votre agence refuse les dossiers selon le nom de famille|Je porte plainte pour abus de confiance|Arnaque totale, fuyez`,
  },
  {
    lang: "fr",
    polarity: "negative",
    kinds: ["complaint"],
    lines: `Quatre guichets, un seul ouvert à midi|La file allait jusqu'au trottoir à 8h30|On m'a renvoyé vers un numéro qui me renvoie vers le site|Le 22 c'était demain, le 23 c'était la semaine prochaine, on est en mars|Ma carte devait arriver avant la rentrée, les vacances sont là|Trois factures pour un seul compteur|L'aire de jeux est derrière des barrières depuis l'été|Les tickets sont à 3 euros et le chauffeur ne rend pas la monnaie|Vingt-cinq élèves et dix-huit chaises|Le parking affichait complet, on a fait demi-tour|Mon inscription a été perdue, il a fallu tout refaire|La moitié du texte est cachée par la publicité|Le camion passe à 5h du matin sous mes fenêtres|J'ai signalé le trou en janvier, il a doublé|L'eau arrive au compte-gouttes au troisième étage|Le site dit ouvert, la porte dit fermé|Le cours a été déplacé sans que les parents le sachent|Huit mails, huit réponses automatiques|On a attendu le plat une heure dix, les enfants dormaient|Pour parler à un conseiller il faut taper 4, puis 2, puis rappeler lundi|Le bus de 17h est parti à 16h52|Ils ont repris les travaux que l'on avait refaits en mai|Il faut faire 40 km pour trouver un dentiste|Mon panier se vide au moment de payer|jai pa eu mon virement du moi|vs avé dit lundi on é jeudi|15 j ke mon tel é chez vs|ya pa de bus le soir on rentre a pied`,
  },
  {
    lang: "fr",
    polarity: "positive",
    kinds: ["praise"],
    lines: `Je craignais l'attente, on est passés en cinq minutes|On avait tout raté à la première visite, cette fois un régal|Pas un papier par terre, bravo aux équipes|Une claque ce film, j'en tremble encore de bonheur|Rien à jeter dans ce menu|Même sous la pluie on s'est amusés comme des fous|Sans prétention et franchement délicieux|On n'est pas déçus du détour|C'est pas du luxe, merci pour les nouveaux bancs|Ça arrache, vivement le prochain concert|Aucune fausse note, du grand art|Plus jamais sans ma carte de la médiathèque, je l'adore|Le prof est sévère mais quel pédagogue, merci|Ma fille ne veut plus partir du centre aéré, c'est dire|La panne a été réparée en une heure, chapeau|Problème réglé en deux minutes, merci Nadia|Malgré le retard, l'équipe a été adorable|Sale temps mais belle fête|Pas besoin de relancer, tout était prêt|Qui a dit que l'administration était lente ? Passeport en dix jours, merci`,
  },
  {
    lang: "fr",
    polarity: "neutral",
    kinds: [],
    lines: `Les travaux durent trois semaines d'après le panneau|Le bureau est fermé le lundi|Il faut compter 45 minutes de trajet|Le match commence avec une heure de décalage|J'ai attendu ma sœur à la gare|La réponse arrive par courrier sous dix jours|La ligne est coupée entre Nation et Bastille ce week-end|Mon rendez-vous est dans deux semaines|On a payé à l'entrée|La rue est barrée pour le marathon|La deuxième séance est complète, reste celle de 21h|Le remboursement se demande en ligne`,
  },
  {
    lang: "fr",
    polarity: "negative",
    kinds: [],
    lines: `Appeler une collègue « la grosse » devant tout le monde, c'est du harcèlement|Quelqu'un a crié « sale arabe » au gardien de but, l'arbitre n'a rien fait|Qui peut encore écrire « les femmes à la cuisine » sans avoir honte ?|Pouvez-vous supprimer ce message qui traite les élèves de mongoliens ?|Le type derrière moi répétait « les pédés au trou », insupportable|Non, dire « bamboula » n'est pas affectueux, c'est raciste|On a insulté ma mère parce qu'elle porte un voile, « rentre dans ton pays » qu'il disait|Solidarité avec le vigile traité de négro hier`,
  },
  {
    lang: "fr",
    polarity: "negative",
    kinds: ["irony-suspected", "complaint"],
    irony: true,
    lines: `Merci la région, le train de 18h est devenu un mythe|Encore une belle journée sans eau chaude, que du bonheur|Bravo le veau, deux mois pour un coup de tampon|Ravi de financer un rond-point de plus|Quelle chance, ma file est la seule qui n'avance pas|Super accueil, on m'a demandé de revenir hier|Fantastique, le formulaire en ligne s'envoie par courrier|J'ai adoré jouer à cache-cache avec votre livreur|Félicitations, vous avez inventé le bus qui ne s'arrête pas|Trop aimable de me rappeler à 22h un dimanche|Merci de m'avoir fait découvrir toutes vos musiques d'attente|Un service cinq étoiles, surtout quand on les voit en tombant|C'est beau le progrès, avant on attendait assis|Bonne nouvelle, l'ascenseur marche : il descend|On se sent tellement écoutés, vraiment, j'en ai la larme à l'œil`,
  },
  {
    lang: "fr",
    polarity: "negative",
    kinds: ["threat"],
    toxic: true,
    lines: `Vous allez voir ce qui arrive quand on me prend pour un idiot|On passera vous dire bonjour avec des battes|Fais gaffe à tes pneus|Il mérite qu'on lui casse les jambes|Tu rigoleras moins demain devant chez toi|je vai te defoncer sale batar|Le prochain contrôleur qui m'approche je le plante|Faut les pendre tous|Votre local va brûler, notez la date|Toi je t'ai repéré`,
  },
  {
    lang: "fr",
    polarity: "neutral",
    kinds: ["spam"],
    lines: `Devenez riche avec le trading, écrivez-moi sur Telegram|Besoin d'un crédit rapide sans justificatif ? WhatsApp +229 00 00 00 00|Suivez ma page, je rends tous les abonnements|J'ai gagné 3000 € en une semaine grâce à Mme Kelly, contactez-la|-70 % sur toutes les montres aujourd'hui seulement http|Regardez ma dernière vidéo sur ma chaîne, lien dans mon profil|Perdez 10 kilos en un mois avec cette plante http|Grand marabout sérieux, retour d'affection, résultat garanti|Likes et abonnés pas chers, livraison immédiate|Cliquez vite avant que ce soit supprimé http http|Je donne mon code promo FLEUR20 pour votre première commande|iPhone gratuit pour les 100 premiers, remplissez le formulaire`,
  },
  {
    lang: "fr",
    polarity: "neutral",
    kinds: ["personal-data"],
    lines: `Mon numéro est le 06 00 11 22 33 pour la garde|Vous pouvez m'écrire à camille.exemple@courriel.fr|J'habite au 14 rue des Écoles, sonnez deux fois`,
  },
  {
    lang: "fr",
    polarity: "negative",
    kinds: ["complaint"],
    lines: `Worst service ever, trois mails et no reply|Merci for nothing, toujours pas de refund|Le staff était rude, never again|So disappointed par la soirée|No comment sur l'accueil, juste horrible`,
  },
  {
    lang: "en",
    polarity: "negative",
    kinds: ["complaint"],
    lines: `Ordered on the 2nd, it's the 27th and the box is still in a warehouse|Third time I've filled in the same form|The 8:15 bus did not show up again|On hold for fifty minutes, then cut off|My refund was promised in May|The lift has been out of service since Easter|They charged my card twice|We drove an hour to find the doors shut|Nobody at the desk for half the morning|The showers are cold and the lockers do not lock|Very rude staff, never coming back|Poor quality for that price|The app logs me out every time I pay|No ramp, so my dad waited outside|Bins not collected for two weeks`,
  },
  {
    lang: "en",
    polarity: "negative",
    kinds: ["irony-suspected", "complaint"],
    irony: true,
    lines: `Great job, third cancellation this week|Oh lovely, another price rise|Thanks for the cold soup, really hit the spot|Well done on closing both bridges at once|I just love standing in the rain for an hour|Brilliant idea, road works on match day|Wow, an automatic reply, I feel so valued|Five stars for losing my parcel twice|Sure, because nobody works on weekdays|What a treat, sixty quid to stare at a pillar|Nice timing as always 🙄|Congratulations on the world's slowest website`,
  },
  {
    lang: "en",
    polarity: "neutral",
    kinds: ["question"],
    lines: `What time do you open on Sunday?|Is there parking nearby?|Do I need to book in advance?|Where can I find the form?|Can we bring our dog?|How much is a family ticket|Does the 12 run on bank holidays?|Who do I contact about the hall?|Are there any seats left for tonight?|Is the talk going to be streamed?`,
  },
  {
    lang: "en",
    polarity: "neutral",
    kinds: [],
    lines: `We came by train from Leeds|The hall is behind the library|See the pinned post|I sent the form yesterday|My sister works there|It starts at eight|Ok, noted|Same here in Ward 4|He played for them until 2011|The last bus is at 22:40`,
  },
  {
    lang: "en",
    polarity: "positive",
    kinds: ["praise"],
    lines: `Huge thanks to the night nurse|What a wonderful evening, we'll be back|Staff were so kind and patient|Best exhibition I've seen this year|Not bad at all, the new square|No complaints, spot on|Killed it last night, what a show|Well done to all the volunteers|Quick, clean and friendly|My kids loved every minute`,
  },
  {
    lang: "en",
    polarity: "negative",
    kinds: ["threat"],
    toxic: true,
    lines: `I know where you park|Watch yourself on the way home|We will find you|You're going to pay for this with your teeth|Next time I bring a bat|Someone should burn that office down|I'm going to kill you|You deserve a bullet`,
  },
  {
    lang: "en",
    polarity: "negative",
    kinds: ["insult"],
    toxic: true,
    lines: `You bunch of clowns|Absolute morons running this place|shut up you idiot|What a pathetic loser|dumb as a brick, the lot of them|piece of trash manager`,
  },
  {
    lang: "en",
    polarity: "negative",
    kinds: ["accusation"],
    lines: `They stole my deposit|This is a scam, avoid|You delete every honest review|The contract went to the mayor's cousin|False advertising, I am reporting you|Liars, the date was never real`,
  },
  {
    lang: "en",
    polarity: "neutral",
    kinds: ["spam"],
    lines: `Earn $500 a day from home, message me|Follow back guaranteed, check my page|Lose 10 kilos in a month http|Crypto expert changed my life, contact her on Telegram|Free gift cards, click the link http|Cheap followers and likes, fast delivery`,
  },
];

/** Records in the shape of the corpus, all of the training part. */
export const commentSamples: readonly CorpusRecord[] = groups.flatMap((group, place) =>
  group.lines.split("|").map((t) => ({
    t,
    lang: group.lang,
    polarity: group.polarity,
    kinds: group.kinds,
    toxic: group.toxic ?? false,
    irony: group.irony ?? false,
    phenomenon: "sample",
    sector: "any",
    register: "plain",
    cluster: `sample-${place}`,
    part: "train",
  })),
);
