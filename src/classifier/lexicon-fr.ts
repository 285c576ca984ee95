import type { PhraseRule, WordGroup } from "./lexicon.ts";

/**
 * French word groups and phrases, written for this project (no third-party list).
 * Words are folded (no accents, lower case). `mot*` also takes every longer word with that beginning.
 * In a phrase, `a|b` is a choice and `..` stands for nought to three words.
 */
export const wordsFr: Readonly<Record<WordGroup, string>> = {
  insult: `con cons conne connes connard* conard* connass* conass* couillon* abruti* cretin* debile debiles imbecile imbeciles idiot idiots idiote idiotes
      tare tares taree gogol* mongol mongols mongolien* triso trisomique* attarde attardes attardee attardees bouffon* guignol* clown clowns pitre pitres
      minable minables nullard* naze nazes tocard* toccard* blaireau* boloss* bolos branleur* branleuse* salaud* salop* salaup* salopard* enfoire* encule* enculer enc*le batard* fumier fumiers ordure       raclure* pourriture* vermine* pute putes putain* poufiasse* pouffiasse* petasse* grognasse* connerie* trouduc* trouducul charogne* crevure* crevard* merdeux merdeuse*
      fdp fdpute ntm ntgm ptn pd tg tdc tafiole* tapette* tarlouze* gouine* tantouze* fiotte* lopette* lavette* larbin* morveux cassos feignasse* faignasse* glandeur* glandu* branquignol* incapable incapables charlot charlots
      andouille* corniaud* crapule* gredin* guenon chiennasse* garce garces catin* bolosse* neuneu* niais niaise niaises simplet demago* debilos teube teubés
      sucker suceur* suceuse* lecheur* lecheuse* niquer nique niques niquez niquent baltringue* baltringues michto* pignouf* plouc ploucs peteux pisseux pleutre* rageux mytho mythos pourri pourris pourrie collabo collabos facho fachos nazi nazis gauchiasse* gauchiste* islamo* merdia* journalope* bobo`,
  profanity: `merde merdes merdique* merder chier chie chiant* chiotte* putain* ptain bordel foutre foutage foutu fout cul culs bite bites couille* chiasse emmerd* demerd* branle branler gueule gueules enculade* niquer nique baise baiser degueulass* degueu`,
  slur: `negre negres negro negros negresse* bougnoul* bicot* bamboula* crouille* youpin* youtre* feuj feujs chinetoque* chintok* niakoue* pd pédé pede pedes tapette* gouine* tarlouze* travelo* tranny enculeur* mongolien* triso gogol* boche boches rital ritals bicots babtou* arabisé negroide* sidaique*`,
  threat: `egorg* decapit* poignard* buter buterai flinguer flinguerai zigouill* trucid* etripe* lyncher lynchez lynchage eventr* tabass* demolirai defonce defoncer defoncerai cramer crame cramerai brulerai abattre abattez crever creve crevez saigner kalach kalash`,
  negator: `pas jamais rien aucun aucune ni sans guere nullement`,
  subject: `je j jsuis tu on il elle ils elles ca sa cela nous vous qui ne n`,
  verbNegator: `pas jamais`,
  contrast: `mais cependant pourtant toutefois neanmoins sauf`,
  questionWord: `quand comment pourquoi combien quel quelle quels quelles ou qui quoi pouvez savez auriez avez pourriez kan koi pk pq cmb cb`,
  functionWord: `le la les un une des du de et est sont ce cette ces je tu il elle nous vous ils elles mon ma mes ton ta tes son sa ses notre votre leur leurs que qui quoi dont ou au aux en dans sur pour par avec sans sous chez vers
      ne pas plus moins tres trop bien tout tous toute toutes mais donc or ni car si quand comme alors aussi encore deja toujours jamais rien on se sa ca cela c d j l m n s t qu y ai as a avons avez ont suis es sommes etes etait etaient sera seront fait faire faut peut peuvent merci bonjour bonsoir oui non apres avant depuis entre meme autre autres ici c'est quel quelle moi toi lui eux jsuis chui pk pcq tjrs jms`,
  people: `noir noire noirs noires arabe arabes juif juifs juive juives musulman* chretien* catho cathos rom roms gitan* manouche* migrant* etranger* immigre* refugie* africain* maghrebin* asiatique* chinois* antillais* black blacks rebeu* renoi* gay gays lesbienne* homo homos homosexuel* trans transgenre* lgbt* voile* islam handicap* autis* femme femmes meuf meufs gonzesse* vieux gros grosse grosses nain nains obese* sdf syrien* algerien* marocain* turc turcs`,
  condemnation: `racis* antiracis* homophob* sexis* xenophob* antisemit* transphob* islamophob* haine haineu* discrimin* negationnis* grossophob* misogyn* honte honteu* inacceptable* intolerable* indign* abject* abjecte* inadmissible* scandaleu* immonde* nauseabond* delit condamn* denonc* moder* signal* supprim* propos insulte* insulter injure* slogan* tag tags tague* crie crient crier scand* moque* moquer choque* choquant*`,
};

/** Phrases, by the rule they fire. */
export const phrasesFr: Readonly<Partial<Record<PhraseRule, string>>> = {
  threat: `
    je vais|vai te|vous|le|la|les .. tuer|buter|crever|defoncer|niquer|frapper|egorger|saigner|demonter|eclater|fracasser|massacrer|trouver|retrouver|choper|planter|cramer|bruler|exploser|gifler|detruire|peter
    je vais venir .. chez|vous|te|tout
    j vais|vai te|vous|le|la|les .. tuer|buter|crever|defoncer|niquer|frapper|demonter|eclater|fracasser|massacrer|trouver|retrouver|choper|planter
    on va|vas te|vous|le|la|les .. tuer|buter|crever|defoncer|niquer|frapper|egorger|saigner|demonter|eclater|fracasser|massacrer|trouver|retrouver|choper|planter|cramer|bruler|exploser
    je te|vous|le|la|les .. tuerai|buterai|creverai|retrouverai|attends|attend|croise|trouve|retrouve|defonce|bute|creve
    je sais ou tu|vous|il|elle|ils habit*|vi|vis|vivez|travaill*|bosse*|bossez|ton|votre
    on sait ou tu|vous|il|elle|ils habit*|vis|vivez|travaill*|bosse*|bossez
    tu vas|va .. mourir|crever|payer|regretter|morfler|prendre|prend|pleurer|voir
    vous allez|aller .. mourir|crever|regretter|morfler|pleurer
    vous allez .. le|me payer
    vous allez|aller voir ce que|qui
    tu vas voir
    vous le|la paierez|payerez .. cher
    tu le|la paieras|payeras
    ca va mal finir|tourner
    gare a toi|vous|tes|vos
    fais|fait|faites gare|gaffe a toi|tes|vous|vos|ta|ton|votre
    mefie|mefiez toi|vous
    surveille|surveillez tes|vos|ton|votre arriere*|dos|enfants|famille
    fais|fait|faites attention .. en rentrant|sortant|parking|gosses|enfants|maison
    faites attention a vous|vos|votre
    fais attention a toi|tes|ton|ta
    tu es|t es|vous etes .. mort|morts|morte|fini|finis
    on se retrouvera|retrouve|verra|croisera|recroisera
    on va se retrouver|revoir|croiser
    je|on t attends|attend|attendrai|attendra
    je|on vous attends|attend|attendrai|attendra .. sortie|parking|dehors|coin|devant|pied|soir|tournant
    je|on|j|va|vais passe*|viens|vient|debarque*|arrive* .. avec .. potes|battes|batte|copains|essence|fusil|cousins|gars|couteau|marteau
    a coup|coups de batte|barre|fusil|couteau|poing|poings|pelle|marteau|masse
    foutre|mettre|mets|met|mettrai|mettrais|foutrai|fous le feu
    mettre une balle|bombe|droite|raclee
    une balle dans la|ta|sa|leur|votre
    balle entre les .. yeux
    casser|casse|pete|peter|peterai|casserai la|ta|leur|votre|sa gueule|tete|figure|dents|jambes|genoux|bouche
    je|on te|lui|leur|vous pete|casse|eclate|explose|fracasse|demonte|demolis|arrache
    te|vous|lui|leur faire|fais|fait la peau
    avoir|aurai|auras|aura ta|votre|sa|leur peau
    merite|meritent|merites|meritez .. mort|mourir|crever|balle|corde|pendre|pendu|pendus|baffes|lyncher
    qu il|ils|elle|elles creve*|crevent
    va|allez crever|mourir|creve|te|vous pendre
    va te .. pendre|tuer|suicider|noyer|jeter|crever
    creve|crevez .. donc|salope|ordure|sale|tous|toutes|charogne|chien|vite
    faut|faudrait|fallait les|le|la|te|vous|tous .. tuer|buter|abattre|eliminer|fusiller|pendre|bruler|exterminer|gazer|lyncher|egorger|tirer|frapper|crever|tabasser|noyer
    on devrait les|le|la|te|vous .. tuer|buter|abattre|eliminer|fusiller|pendre|bruler|exterminer|gazer|lyncher|egorger|frapper|tabasser
    a mort les|le|la|tous|ce|cette
    mort aux|au|a
    tu fais moins le malin
    tu feras|fera moins le malin
    vous ferez moins les|le malins|malin|fiers|fier
    tu|vous ne .. perds|perdez rien pour attendre
    perd|perds|perdez rien pour attendre
    j ai ton|votre|ta|vos|tes adresse|plaque|numero|immatriculation
    on a ton|votre adresse|plaque
    je connais ton|votre|ta|tes|vos adresse|visage|tete|voiture|enfants|famille|horaires|ecole|trajet
    rdv|rendez vous|toi .. ce|demain soir .. regl*|expliqu*
    t inquiete pas .. retrouv*|croise*|tour
    je vous aurai|aurais previen*|prevenu*
    un accident est vite arrive
    dommage s il|qu il .. arriv*
    il va vous|t|lui|leur arriver .. malheur|bricole*|truc|quelque|bricoles
    ca va saigner|chauffer|barder|peter|cogner|chier .. pour|dans|ton|votre|vous|toi|demain|soir
    ca va saigner
    tremblez|tremble
    dors|dormez .. bien|tranquille|oeil
    compte|comptez tes|vos jours|abattis
    tes|vos|ses|leurs jours sont comptes
    prochaine fois .. je|on te|vous|le|la|les .. frappe*|cogne*|eclat*|pete*|demont*|claqu*|defonc*
    si je te|vous|le|la|les .. croise|chope|attrape|trouve|vois
    finir|finira|finiras|finirez .. a l hopital|dans|coffre|cimetiere|fosse|sang|canal|fauteuil`,
  complaint: `
    toujours|tjrs|tjr|tjs pas|aucun|aucune|rien|en
    tjs|tjr|tjrs|toujours pa
    aucune|aucun|zero|pas|0 reponse|retour|nouvelle|nouvelles|reponses|rappel|suivi|explication|excuse|information|accueil|geste
    sans|ss reponse|nouvelle|nouvelles|retour|explication|prevenir|excuse|excuses|suite|rien|aucune|electricite|chauffage|eau|reseau
    jamais recu*|eu|rappele*|repondu*|arrive*|livre*|rembours*|vu|repondent|repond|abouti|venu*|respecte*|fonctionne*|marche
    pas|pa|toujours recu*|rembours*|livre*|repondu*|arrive*|rappele*|repare*|fonctionn*|marche|marché|regle*|traite*|pris
    ne repond*|decroch*|rappel*|marche*|fonctionn*|s .. pas|plus|jamais|personne
    personne ne|n|pour|au|a .. repond*|decroch*|rappel*|sait|vient|accueil|bouge|bronche|eau|prevenu*|explique*|telephone|comptoir|guichet
    personne au|pour|aux|derriere guichet*|comptoir|telephone|accueil|bout|standard|caisse*|renseigner|repondre
    depuis .. jours|semaines|mois|heures|semaine|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|hier|ans|3|matin
    dpuis|dps|depui .. jours|jour|semaines|semaine|mois|mardi|lundi|sem
    ca|cela|sa fait .. jours|semaines|mois|heures|fois|que|h|minutes|ans|sem
    voila .. jours|semaines|mois .. que|qu
    apres|en .. heures|minutes|jours|semaines|mois|h|min|mn|appels|relances|mails d|de|et|au|a|j|je|on|toujours|sans
    <num> heures|minutes|min|mn|h|jours|semaines|mois|h|mn d|de|au|pour|sans|dans|que|a|et|en|debout|attente|retard
    <dur> d|de|au|pour|sans|dans|que|a|en|debout|attente|retard
    heure|heures|minutes|minute|min|mn|h|jours|semaines|mois d attente|attendre|attent
    heures|minutes|min|mn|h|jours|semaines|mois|heure de retard|queue|file|delai|patience|coupure|panne
    <dur> d attente|attendre
    <dur> de retard|queue|file
    deuxieme|troisieme|quatrieme|cinquieme|2eme|3eme|4eme|5eme|6eme|enieme|2e|3e|4e|5e fois|relance|mail|appel|panne|courrier|message|semaine|mois|report|annulation|fuite|reclamation|retard
    encore en|une|un|et|ferme*|annule*|reporte*|supprime*|rate*|casse* .. panne|retard|fois|coupure|annulation|annule*|erreur|greve|bug|probleme|encore|augmentation|report|facture
    encore annule*|reporte*|ferme*|supprime*|casse*|deborde*|oublie*|trompe*
    en panne|retard|rade|maintenance|rupture
    hors service
    ne passe|vient|arrive|viennent|ramasse* .. pas|plus|jamais|toujours
    n est|a|ai|ont|avons|etait .. jamais|toujours|pas|plus|rien .. venu*|arrive*|passe*|recu*|ramass*|livre*|ouvert*|fonctionn*|marche|repare*|prevenu*|rembours*|chang*|repondu*|eu|servi*|fait|respect*|disponible*
    a|ete|est annule|annulee|reporte|reportee|supprime|supprimee .. sans|derniere|dernier|hier|jour|minute|matin|15|10
    derniere minute
    je|on|j|nous attend*|attends|relance*|rappel* .. toujours|depuis|encore|mon|ma|une|un|rembours*|reponse|colis|notre
    tourne*|tourner en rond|rond
    renvoye*|balade*|renvoi*|trimbal*|promene* .. service|autre|bureau|guichet|interlocuteur
    boite vocale|pleine|repondeur
    ca|sa|cela sonne|raccroche .. vide|personne|nez|occupe
    raccroche*|raccrocher au nez
    facture*|preleve*|debite*|paye*|payee .. deux|2|double|trois|fois|alors|pour|sans|quand
    preleve*|facture*|debite* .. <num>
    facture a double|tort
    mon|ma|notre|le|la colis|commande|remboursement|dossier|livraison|inscription|demande|courrier .. jamais|toujours|perdu*|bloque*|casse*|abime*|introuvable|pas|attente|suspens
    arrive|recu|recue|livre|livree .. casse*|abime*|ouvert|vide|incomplet*|froid*|mouille*|en|dechire*|apres
    trop cher|chere|chers|long|longue|tard|petit|bruyant|sale
    c est|c .. inadmissible|inacceptable|honteux|scandaleux|nul|nulle|lamentable|abuse|intolerable|penible|long
    ras le bol
    rlb
    marre|assez|marr de|d|que|
    en ai|a marre|assez
    decu|decue|decus|decues .. par|de|du
    je suis|sui|on est|sommes|nous decu*|degout*|furieu*|outre*|scandalis*|mecontent*|insatisfait*|consterne*
    ne recommande|conseille|reviendr*|remettr*|mettr* .. pas|plus|jamais
    a fuir|eviter|revoir|ameliorer
    fuyez
    perte de temps|d argent
    foutage|foute|fout|foutent|foutez de gueule|nous|gueules|moi|la
    se fout|foutent|moque|moquent|moquez|fiche
    vous vous|nous moquez|foutez|fichez|prenez
    prend*|prenez nous|pour des|les cons|pigeons|vaches|imbeciles|idiots|jambons|debiles
    laisse|laissent a desirer
    service|services .. client|clients .. inexistant|injoignable|nul|catastroph*|lamentable|absent|deplorable
    injoignable|injoignables|inexistant|introuvable
    aucun respect|effort|rampe|acces|parking|place
    toilettes|wc|sol|tables|chambre|douches|vestiaires .. sale*|bouch*|degout*|ferm*|crasseu*|inond*|eteint*
    poubelles .. debord*|pleines|ramass*|trottoir|pas
    eau|water froide|coupee|marron .. depuis|matin|encore
    porte|portes|guichet|accueil|bureau|piscine|mediatheque|grille|ascenseur|ecran|borne close|closes|ferme*|bloque* .. alors|sans|encore|depuis|pourtant|affiche*|devant
    trouve porte|portes close|closes
    se degrade|degradent
    pas|plus normal|serieux|possible|professionnel|pro|correct|digne|acceptable|propre|a|au
    en vain
    <num> fois
    a quoi bon|ca|sert
    nid|nids de poule
    me|nous|m|on a .. dit|repondu|promis|assure|annonce .. <num>|mais|demain|semaine|rappeler|jours|hier
    devait|devaient|devions|devait .. etre|arriver|passer|ouvrir|rappeler|commencer
    c etait|etait|prevu|annonce|promis .. pour|en .. hier|janvier|mars|avril|mai|juin|septembre|lundi|matin|on|mais`,
  accusation: `
    arnaque* | arnaquer
    c est|c .. du vol|racket|escroquerie|illegal|fraude|detournement|mensonge|harcelement|malhonnete
    vous|ils|elle|il|elles volez|volent|mentez|mentent|trichez|trichent|arnaquez|arnaquent|ment|triche|vole|escroquez|detourn*
    bande|tas de voleurs|menteurs|escrocs|corrompus|tricheurs|incapables|magouilleurs
    sont|etes|est .. des|un|une|tous .. voleurs|menteurs|escrocs|corrompus|tricheurs|voleur|menteur|escroc|menteuse|corrompu
    publicite|pub mensongere
    pot|pots de vin
    argent public|contribuable*|detourne|sale|impots
    mise en danger
    non assistance
    conflit d interet*
    porter|porte|depos*|depose plainte
    je|on|nous vais|va|allons|saisi* .. plainte|justice|tribunal|avocat|mediateur|dgccrf|signaler|prud|defenseur|procureur
    signale*|signaler|signalement .. dgccrf|autorites|procureur|cnil|police|inspection
    mon|notre avocat
    favoritisme | magouille* | escroc* | corrupt* | corrompu* | detournement* | discrimination* | clientelisme | copinage | pistonne*
    faux avis|commentaires|comptes|chiffres|documents
    avis achete*|truque*|supprime*
    supprim*|effac*|censur*|bloqu* .. commentaire*|avis|critique*|messages
    vous|ils|elle|il cachez|cachent|cache|dissimul* .. verite|chiffres|quelque|choses
    ou passe|va|part|est .. argent|subvention*|impots|dons|fric
    harcel*|agress*|maltrait*|touche .. enfants|stagiaire*|residents|employe*|salarie*|mere|fille|fils|animaux|jeunes
    travail au noir|dissimule
    est|sont dans la poche
    exploit*|sous-payes|maltraitez .. salaries|employes|stagiaires|benevoles|personnel`,
  praise: `
    merci|mercii beaucoup|infiniment|mille|bcp|encore|a|pour|bocoup|tellement .. vous|equipe|accueil|aide|gentillesse|soiree|tout|travail|toute|agents|benevoles|super|belle|cette|ce
    un grand|immense|gros merci
    grand|mille|gros merci|mercis
    bravo a|aux|pour|les|l|à .. equipe|tous|toute|organisateurs|benevoles|artistes|agents|gars|filles|vous|joueurs|joueuses
    felicitation* | chapeau bas|l|aux|a|les
    super|tres|trop|bonne|belle|excellente|magnifique|chouette|formidable|vraiment .. soiree|accueil|equipe|spectacle|moment|expo|concert|ambiance|journee|experience|initiative|visite|idee|bien|bon|beau|agreable|gentil|gentille|contente
    je|on|nous recommande*|conseille|valide .. vivement|tous|les|fortement|cette|ce|yeux|sans|a|
    on a|s .. adore|regale*|passe|bien|kiffe|trop .. un|super|soiree|moment|aime|rigole
    j ai adore|kiffe|bien|beaucoup aime
    j adore | jadore | trop bien|bon|beau|cool|stylé|forts|forte|belle|hate|contente|content
    hate d|de|dy|que|hate
    vivement le|la|les|l|prochain*|samedi|demain
    au top | le top | top top | tip top
    c est|etait|c|ct .. genial|super|top|parfait|magnifique|excellent|formidable|extra|incroyable|bien|beau|delicieux|chouette|grandiose
    continuez comme|ainsi|vous
    ne changez rien
    meilleur*|meilleure .. de|du|ville|region|quartier|moment
    merci|bravo les amis|gars|filles|copains
    personnel|equipe|equipes|agent|agents|conseillere|vendeuse|vendeur|infirmieres|soignants .. adorable*|aux|souriant*|competent*|gentil*|a|efficace*|devoue*|patient*|top
    a l ecoute | aux petits soins
    coup de coeur
    sans hesiter|probleme|souci
    longue vie
    chaud au|dans coeur
    fier|fiere|fiers d|de
    vous etes|ete|gerez|assurez .. super*|formidable*|genia*|top|meilleur*|geni*|incroyable*|extra*
    vous|ils|elles gerez|assurez|dechirez|gere|assure|gerent
    ca fait|sa plaisir|chaud|du
    un|vrai|que regal|bonheur|plaisir
    c tro|trop|top|super|genial|bien`,
  negatedPraise: `
    pas mal | pa mal | pas mal du tout
    rien a redire|dire|reprocher|signaler
    pas decu|decue|decus|decues|decu du
    jamais decu|decue|decus|decues|dessus
    pas|aucun regrett*|regret*
    ne regrette* pas|rien
    pas degueu|vilain|bete|moche|piques|degueulasse
    aucun souci|probleme|regret|bemol|reproche|defaut
    sans aucun souci|probleme|reproche|fausse
    zero|0 defaut|souci|probleme|attente|bemol
    pas une seule|minute .. ennu*|attente|fausse
    ne .. ennuie|ennuye|lasse|plaint|plains .. pas|jamais
    on ne .. s ennuie|lasse
    pas s ennuie|ennuye|ennuyer|plaindre
    rarement vu|aussi|mange .. aussi|si|bien|bon|beau
    jamais vu|mange|entendu|eu|ete .. aussi|si|meilleur|mieux
    pas cher|chere|chers|trop
    difficile|dur|impossible de|d .. faire|trouver|rever mieux
    on ne peut|pourrait .. mieux|rever|plus
    peut pas faire|trouver|rever mieux
    mieux que prevu
    pas de quoi se|bouder
    pas volé|vole .. reputation|etoile*|succes|prix
    je ne .. plus .. passer
    peux|peut plus m|s|me|se en|passer
    n a|avait rien .. envier
    fini|finies|terminee|adieu les|la|le .. galere*|files|attente*|queue*|soucis
    ca|cela change|fait du|des .. bien|bien
    tue|tuerie | une tuerie | c est une tuerie | une dinguerie | de ouf | truc de|malade|ouf | c est de la bombe | de la bombe | du lourd | ca envoie du lourd|pate|bois | ca dechire | ca tue
    mortel cette|ce|le|la|concert|soiree | trop mortel
    pleure|pleurer|pleurs|larmes .. de joie|rire|emotion|bonheur`,
  ironySign: `
    merci pour rien
    bravo|felicitations|chapeau|merci|super|genial|parfait|formidable|magnifique|quel|quelle|excellent|top .. encore|toujours|pour .. panne|retard*|attente|annul*|bug*|grev*|erreur*|ferm*|coup*|bouchon*|travaux|augment*|trou*|rien|bruit|bordel|degat*|fuite*|pluie|poubelles|odeur*
    encore une .. reussite|belle|preuve|brillante|idee|victoire|bonne|super
    encore un .. succes|bel|exploit|coup|grand|beau
    encore bravo|merci|felicitations .. pour|a
    on applaudit | on dit|vous dit|leur merci|bravo
    bien joue|vu .. les|la|l|aux|messieurs
    comme d habitude|hab
    comme par hasard|magie|enchantement
    on adore | j adore .. attendre|quand|payer|les|le|me|ca|votre
    quel|quelle .. talent|efficacite|rapidite|professionnalisme|organisation|reactivite|courage|genie|exploit|modele|classe|honneur|surprise|sens|delicatesse
    champion|champions|championne .. du|de|les|monde|toutes
    c est ballot | trop forts|fort|fortes .. vraiment|les|la|chez
    on est content*|ravi*|gate*|sauve*|bien|heureu*
    on croit|se reve|croirait
    a ce prix|tarif
    pour ce prix|tarif
    ca valait|vaut .. coup|peine|attendre
    heureusement que|qu
    merveilleu* | fabuleu*
    j imagine que|qu
    au moins .. on|ca|vous|ils|c|j
    il parait|paraitrait que
    a croire que|qu
    sans doute|blague|rire|deconner
    ben|bah|eh|he|et ben|bien|beh .. bravo|merci|dis|voyons|alors|on|heureusement|voila
    manquait|manquerait plus que
    faut dire|pas|surtout .. pressé|presse|exagerer|pousser|deranger|rever
    tellement .. pratique|rapide|logique|simple|agreable|bien .. que|qu|de|d
    ravi*|content*|heureu*|enchante* .. d|de|que .. attend*|pay*|appr*|voir|decouvr*|patient*
    la grande classe | trop la classe | bonjour l ambiance|la|les|le
    on vous|n .. a .. connu|rien
    prix nobel|medaille|oscar|palme|trophee|cesar .. du|de|pour
    l art de|d
    vive la|le|les .. modernite|progres|france|service|pannes|technolog*|simplif*|numerique|dematerialis*
    du grand|tres art|n
    c est|etait vrai|sur que|qu
    la magie du|de|des
    belle|bel|beau|brillante .. mentalite|exemple|image|preuve|facon|maniere|coup|travail|effort .. de|du|d|pour|vraiment
    rien de tel que|qu
    quoi de mieux|plus
    vivement la|le .. prochaine|prochain|suite .. panne|grev*|hausse|augment*|coupure|annul*`,
  question: `
    est ce que|qu|possible
    c est|ce|cest a quelle|quel|ou|quand|combien|pour|quoi
    a quelle|quel heure
    quels|quel|quelle|quelles sont|est|jours|jour|heure|horaires
    savez|sauriez|pouvez|pourriez|auriez|avez|faites|acceptez|proposez|prenez|vendez|livrez|organisez|comptez|sait vous|on
    y|il a|aura t|encore|toujours|il .. il|encore|possibilite|moyen|places|parking
    y a|aura .. t|encore|toujours
    comment|quand|ou|combien|pourquoi|kan|koman|cmt on|fait|faire|faut|peut|s|puis|se|est|y|sera|ca|sont|dois|doit|contacter|inscrire|coute|vous|proceder
    faut|faudra|fo t il|reserver|il|une|un|payer|prendre|s
    qui peut|pourrait|sait|connait|contacter|faut
    quelqu|qqun|qqn|quelqun un sait|aurait|a|peut|connait
    quelqun|qqun|qqn sait|aurait|a|peut|connait
    je|on|j|nous voudrais|voudrait|aimerais|cherche|souhaite*|souhaiterais|aimerait .. savoir|connaitre|renseignement*|info*|inscrire|reserver
    savoir si|a|quand|comment|ou|quelle
    peut on | doit on | faut il | est il | a t on | sont ils | est elle | peut il | y a t | dois je | puis je`,
  spam: `
    cliquez|clique|click|cliker .. ici|lien|bio|profil
    lien|liens en|dans .. bio|commentaire|profil|mp
    gagne*|gagner|gagnez .. argent|<num>|euros|par|iphone|facilement
    visite*|visitez|venez|allez .. ma|mon|notre .. page|chaine|profil|site|boutique|compte
    abonne*|abonnez .. moi|ma|vous .. chaine|page|compte
    contacte*|contactez|ecri*|ecrivez .. moi|whatsapp|telegram|inbox|prive .. whatsapp|telegram|inbox|prive|pour|mp
    whatsapp|telegram|watsap .. <num>
    code promo|parrain*|reduc*
    promo|offre|offres .. exceptionnelle|limitee|flash|choc
    pret|prets|credit .. rapide|entre|particulier*|urgent|sans|d
    investi*|trading|forex|bitcoin|crypto* .. rend*|gagn*|profit*|gratuit*|moi|expert*|revenu*
    retour affectif|de|d .. etre|amour|affection
    marabout* | voyant* | medium serieux|competent
    followers|abonnes|likes .. gratuit*|pas|acheter|achetez|rapid*
    perdre|perdez|maigri* .. kilos|poids|<num>|vite
    100 gratuit|legal|garanti|naturel`,
  counterSpeech: `
    stop|non|halte|honte|assez .. racis*|haine|homophob*|sexis*|antisemit*|insultes|harcelement|transphob*|islamophob*
    stop au|a|aux|la racisme|haine|insultes
    stop|marre|assez .. commentaire*|propos|insultes|phrases|injures
    entendu|entends|entendre|lu|vu .. dire|crier|hurler|ecrire|ecrit|traiter
    je|j ai|me|suis suis|fait|fais|etre .. traite*|insulte*|traiter|insulter
    m a|ont|as .. traite*|insulte*|appele*|dit
    m|nous|l|lui|les|leur .. traite*|traitent|traiter .. de
    traite*|traiter|traites|traitent|insulte* .. de
    se faire traiter|insulter
    inadmissible|inacceptable|honteux|scandaleux|choquant|grave|triste|insupportable|intolerable|revoltant|affreux|abject|horrible .. de|d .. lire|entendre|voir|dire|ecrire|laisser|traiter|parler
    quand|lorsque on|je|j|qu .. lis|lit|entends|entend|voit|vois
    ce|ces|cette|tels|tel|pareils .. propos|commentaire*|insulte*|mots|message*|phrase .. n|sont|est|me|racist*|hain*|homophob*|inadm*|honte*|ne|ont|supprim*
    ecrire|dire|lire|entendre|crier|tagger|hurler|lu|entendu|ecrit|dit|tague|repete*|oser|ose .. c|est|ca|me|honte*|nest|n|racis*|grave
    propos|insultes|commentaires|injures|mots racist*|hain*|homophob*|sexist*|antisemit*|inacceptable*|xenophob*|degradant*|transphob*
    dire|traiter .. c est|ca .. racis*|homophob*|honteux|hain*|inacceptable|grave|puni*|interdit
    merci de supprimer|moderer|retirer|signaler
    pouvez|pourriez|faut|faudrait vous|moderer|supprimer|le .. moderer|supprimer|retirer|signaler .. commentaire*|propos|message*|ca
    signale*|signaler|denonce* .. commentaire*|propos|insulte*|racist*|message*|compte
    on ne|peut|doit .. tolere*|laisser|accepter|plus .. ca|dire|propos|passer
    soutien|solidarite a|aux|avec|total .. victime*|agents|joueur*|lui|elle|eux
    entend|entends|entendu|lit|lu|lis encore|partout|trop|souvent`,
  hate: `
    sale|sales arabe*|noir*|juif*|juive*|blanc*|race|pd|pede*|gay*|gouine*|musulman*|rom|roms|gitan*|chinois*|etranger*|migrant*|negre*|handicape*|bougnoul*|feuj*|rebeu*|renoi*|trans|black
    retourne*|rentre*|rentrez|retournez|retourner|renvoy*|degage*|dehors .. pays|afrique|bled|chez .. toi|eux|vous|afrique|bled|syrie|arabes|migrants
    retourne*|rentre*|rentrez|retournez .. dans ton|votre|leur|au pays|bled
    les|ces|tous arabes|noirs|juifs|musulmans|roms|gitans|migrants|etrangers|pd|pedes|homos|gays|trans|chinois|immigres|femmes|handicapes|gros|africains .. dehors|voleurs|sales|parasites|vermine|racaille*|degenere*|degagent|raus|envahi*|violeurs|terroristes|profiteurs|cafards|rats
    les|ces|tous arabes|noirs|juifs|musulmans|roms|gitans|migrants|etrangers|pd|pedes|homos|gays|trans|chinois|immigres|femmes|handicapes|gros|africains au bled|four|zoo|poteau
    dehors les|tous|ces .. arabes|noirs|juifs|musulmans|roms|gitans|migrants|etrangers|immigres
    mort aux|a arabes|juifs|noirs|pd|pedes|musulmans|lgbt|mecreants
    grand remplacement
    race inferieure|superieure|blanche
    sous race|homme|hommes|races|humain|humains
    on est|sommes .. chez nous
    place est .. cuisine|vaisselle|maison|fourneaux|zoo|jungle
    femmes .. cuisine|vaisselle|fourneaux
    contre nature
    invasion|envahi*|envahisseurs|envahissent .. migra*|arabe*|musulman*|noir*|etranger*|immigr*`,
  distress: `
    je vais|veux|voudrais|pense .. me suicider|tuer|foutre|pendre|flinguer|jeter
    me|m suicider|suicide
    pense|pensais|penser|songe|songer .. suicide
    idees|pensees noires|suicidaires
    envie d en|de|den .. finir|mourir|crever
    je|j veux|voudrais|vais|pense|prefere .. en|d finir
    je veux|voudrais|prefere|aimerais .. mourir|disparaitre|crever
    je veux|voudrais|aimerais .. plus|pas .. me reveiller|exister|vivre
    plus|aucune|aucun .. envie|gout|force|raison de vivre
    plus la force de continuer|vivre
    en finir avec la|ma vie
    finir avec la vie
    mettre|mets|mettrai .. fin a mes jours
    mettre fin a ma vie
    ma vie n|na .. plus|aucun .. sens|interet
    a quoi bon vivre|continuer a
    mieux|soulages|tranquilles sans moi
    j ai|jai avale .. cachets|medicaments|comprimes|boite|boites
    me|m taillade*|scarifie*|ouvrir les`,
};
