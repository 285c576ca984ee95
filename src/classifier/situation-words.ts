/**
 * Words that tell what a comment is about when it says so without anger: written for this project (no third-party
 * list), French and English together, in the notation of the lexicon (`mot*` also takes every longer word; folded
 * without accents). Neither good nor bad by themselves: "casser" beside "jambes" and "sortie" is a threat that holds
 * no insult, "fermé" beside "encore" a complaint that holds no blame. Words frequent in the other language with
 * another meaning ("lame", "axe", "pain", "grave", "stable") are left out on purpose.
 */
export const situationWords: Readonly<
  Record<"harm" | "whereabouts" | "staff" | "wrongdoing" | "failure" | "money" | "waiting", string>
> = {
  /** Violence to bodies or property, arms, wounds and their ends. */
  harm: `
    frapper frappe frappes frappez frappent frapperai frappera cogner cogne cognes cognez cognent cognerai kogner
    tabass* tabas lynch* egorg* egorj* eventr* etrangl* etripe* zigouill* trucid* decapit* poignard* assassin*
    meurtr* homicid* massacr* tortur* mutil* agress* violen* viol viols violer violee violeur* menac* represaill*
    venge venger vengeance buter bute buterai butera tuer tuerai tuera tuez tuerie* tueur* crever creve creves
    creverai creveras crevera saign* flingu* fusil* plomb plombs pistolet* revolver* carabine* kalach* kalash*
    chevrotine munition* arme armes arsenal grenade* molotov* explosif* exploserai bombe bombes sniper* lames
    couteau* machette* sabre sabres hachette schlass* surin suriner cutter tronconneuse* batte battes matraque*
    poing poings gifl* baffe baffes mandale* torgnole* baston bastonner bastos castagn* derouill* raclee raclees
    marave maraver marav fracass* eclaterai eclatera demonterai demontera demolir demolirai defoncer defoncerai
    defoncera degommer degommerai ecrabouill* pulveris* pietin* lapid* planterai planteras souleverai fumerai latter
    savate balayette bagarr* rixe rixes sanglant* ensanglant* blesse blesses blesser blessee blessees blessure*
    hematome* fracture fractures fracturer jambes rotule* machoire* tibia* crane cranes nuque gorge cervelle tronche
    civiere* ambulance* minerve bequille* platre cercueil* cimetiere* corbillard* linceul* morgue cadavre* tombeau
    enterrer enterre enterrera enterrement* funebre* funerail* obseque* cramer crame crames cramerai cramera brul*
    incendi* pyroman* flamme flammes essence jerrican* etincelle* briquet briquets allumette* cendre cendres acide
    dynamit* casser casserai cassera saccag* vandal* deglingu* pendre pendu pendus pendaison suicid* mourras punch
    punches punched punching stab stabs stabbed stabbing stabber slap slaps slapped slapping smack thump thrash
    whack clobber beating beaten kicked kicking fist fists kill kills killed killing murder* slaughter* strangl*
    choke choked throttle throat* behead* shoot shoots shooting shooter* gun guns gunshot* gunned gunpoint shotgun*
    pistol pistols rifle rifles bullet bullets ammo weapon* armed bomb bombs bombing bombed taser* knife knives
    knifed blade blades machete* chainsaw* crowbar* sledgehammer* cosh bleed* bloodied bloodshed wound wounds
    wounded injured injury injuries bruise* skull* jaw jaws kneecap* bones ribcage stretcher* crutch* coffin*
    casket* hearse* funeral* undertaker* mortuary graveyard* cemeter* corpse* buried bury burial noose burn burns
    burning burnt burned arson* petrol gasoline torched torching flames ablaze wreck* hurt hurts assault* attacked
    attacker* rape raped raping rapist* maim* dismember* threaten* threat threats revenge retaliat* drown* suffocat*
    brancard brancards battered regretter regretteras kasser fourche fourches pend hosto dents fumer planterais
    bricks stabd`,

  /** Where and when somebody is found, met or watched. */
  whereabouts: `
    adresse adresses adr habite habites habitez habitent habitait habiter domicile domiciles loge logement rentre
    rentres rentrez rentrer rentrera trajet trajets portail portails boite boites palier digicode interphone
    sonnette hall entree immeuble escalier escaliers cage garage plaque plaques immatriculation immatricule* badge
    badges planning plannings parking parkings ruelle* trottoir* sortie sorties sors sortez sortiras impasse
    carrefour croisement quartier rue rues avenue boulevard allee allees numero nuit nuits soir soirs matin minuit
    sombre noirceur seul seule seuls seules isole isolee isoles footing jogging joggeu* promenade promene promenes
    ecole ecoles creche college lycee gamin gamins gosse gosses enfant enfants fille filles fils mere femme famille
    epouse maman croise croiser croises croiserai croisera retrouve retrouver retrouverai retrouvera retrouves
    suivre suivrai filature pister traque* epier espionn* guette guetter guetterai roder camera cameras repere
    reperer reperes localis* geolocalis* debusqu* trouverai choper choperai chopera chope chopes attraper attraperai
    attrapera dehors embuscade pavillon* volet volets fenetre fenetres facade jardin cloture cabinet bureau voiture
    vehicule* scooter moto bagnole garees garee stationn* tournee tournees debauche embauche vestiaire* arret metro
    visage visages photo photos nom noms prenom coordonnees telephone portable identite ip pseudo address addresses
    addressed postcode* zipcode* doorstep doorbell doorway driveway* hallway stairwell stairs letterbox* mailbox*
    porch backyard alley alleyway* alleys sidewalk pavement pavements kerb street streets lane carpark* garages
    registration numberplate* commute commuting jog jogger* walks walking home homes house houses apartment*
    upstairs downstairs alone dark darkness night nights midnight tonight evening evenings dusk dawn kid kids
    daughter* wife wives husband family mum mom follow follows followed following stalk stalks stalked stalking
    stalker* watching watched lurk* outside routine schedule schedules timetable* shift shifts rota roster
    whereabouts track tracked spotted located locate neighbour* neighbor* bedroom window windows curtain* school
    schools nursery playground gym lives surveille surveiller surveilles surveillent surveillerai surveillait
    surveillance obscur obscure obscurite gares garez grille grilles profil boulot gaff bungalow abribus visite
    prenoms`,

  /** People of an organisation or in public life. */
  staff: `
    maire maires mairesse adjoint adjointe adjoints adjointes elu elus elue elues conseiller conseillere conseillers
    conseilleres depute deputes deputee senateur* senatrice* ministre ministres prefet prefets prefete president
    presidente presidents presidence secretaire secretaires secretariat directeur directeurs directrice directrices
    direction directeurice dg drh dga dgs pdg patron patrons patronne gerant gerante gerants responsable
    responsables chef chefs cheffe chefaillon manageur manageuse encadrant* agent agents agente agentes
    fonctionnaire* employe employes salarie salaries salariee personnel equipe equipes collegue collegues cadres
    chauffeur* conducteur* conductrice* controleur* controleuse* cheminot* machiniste* vendeur vendeurs vendeuse
    vendeuses caissier* guichet guichets guichetier* hotesse* accueil receptionniste* standardiste* teleconseiller*
    operateur operatrice operateurs commerciaux serveur serveurs serveuse serveuses cuisinier* barman boulanger*
    boucher gardien gardiens gardienne* concierge vigile vigiles videur videurs policier* gendarme* flic flics keuf
    keufs pompier* juge juges magistrat* avocat avocate avocats notaire* huissier* infirmier* docteur docteurs
    toubib medecin* chirurgien* soignant* pharmacien* psy ambulancier* brancardier* urgentiste* prof profs
    professeur* enseignant* maitresse maitresses instit instits atsem surveillant surveillante proviseur* educateur*
    educatrice* animateur* animatrice* moniteur* monitrice* puericultrice* nounou nounous arbitre arbitres arbitrage
    entraineur* entraineuse* coach coachs joueur joueurs joueuse joueuses tresorier* redacteur* redactrice*
    redaction presentateur* presentatrice* pigiste* modo modos admin admins cm mediateur* mediatrice* livreur*
    livreuse* facteur* factrice* technicien* reparateur* plombier* electricien* jardinier* eboueur* balayeur*
    ouvrier* artisan artisans mecano mecanicien* proprietaire proprio bailleur* syndic assistante curateur
    organisateur* organisatrice* stagiaire* candidat candidate candidats bibliothecaire* pretre mayor* deputy
    councillor* councilor* alderman mps senator* congressman congresswoman minister ministers governor politician*
    official officials officer* clerk clerks secretary secretaries director directors directorate ceo cfo chairman
    chairwoman chairperson trustee* manager managers supervisor* superviser boss bosses headmaster headmistress
    headteacher* teacher* lecturer* coaches referee* umpire* linesman goalkeeper driver drivers conductor*
    inspector* steward stewards cashier* receptionist* waiter* waitress* barista* bartender* nurse nurses doctor
    doctors gp gps surgeon* dentist* pharmacist* physio* paramedic* carer carers caretaker* cop cops police
    policeman policemen policewoman constable* sheriff fireman firefighter* guard guards bouncer* security judges
    lawyer* solicitor* landlord* courier* postman postie mailman technician* engineer* mechanic mechanics plumber*
    electrician* cleaner cleaners janitor* dustmen binmen journalist* reporter* editor editors columnist*
    broadcaster* mod mods organizer* volunteer* staff staffing employee* colleague* representative* rep reps
    advisor* adviser* operator* operative* spokesman spokeswoman spokesperson landlady teller librarian* intern
    interns player players crew council moderateur moderateurs moderatrice moderator moderators surveillants
    presenters organisers attendants benevole benevoles benevolat tutor tutors`,

  /** What one accuses somebody of. */
  wrongdoing: `
    detourn* magouill* combinard* copinage truqu* trafiqu* trafic trafics tricherie* triche tricher tricheu*
    tricherai fraud* blanchi blanchir blanchiment voler vole voles volent volez volee voleur* voleuse* mentir mens
    mentez mentent menti mensong* menteur* menteuse* mythomane* cacher cache caches cachent cachez cachee
    cachotterie* dissimul* etouff* escroqu* escroc* arnaqu* carotter corromp* corrup* soudoy* enveloppe enveloppes
    occulte occultes opaque opacite bakchich* clientelis* nepotis* privilege* pantouflage complaisance complice*
    complicite collusion connivence malvers* malhonnet* concussion prevaricat* abus abuse abusent abusif abusive
    abusifs abusives profiteur* profiteuse* planque planquent planques fictif fictifs fictive fictives bidon bidons
    bidonn* bidouill* maquill* falsif* contrefa* faux fausse fausses fake fakes imposteur* impostur* usurp* plagi*
    maltrait* malmen* negligen* empoisonn* intoxiqu* harcel* chantage extor* racket* ristourne retrocommission*
    favoris* interets conflit conflits blackboul* censur* manipul* embobin* entourloup* enfumage enfument enfumer
    baratin* dupes duperie leurr* pigeonn* spoli* depouill* siphonn* ponctionn* encaiss* empoch* surfactur* dilapid*
    gaspill* illegal* illicite* irreguli* illegitim* delit* delinquan* crime crimes criminel* coupable* mafia*
    mafieu* verreux vereu* ripou ripoux louche louches suspect suspects douteu* trahi* traitr* omerta scandale
    scandales enquete enquetes perquisition* proces plainte plaintes denonc* avoue avouez nier nie nient brib*
    embezzl* rigged rigging launder* scam scams scammed scammer* swindl* conned conman crook* cronyis* crony cronies
    backhander* kickback* slush coverup hush hushed fabricat* counterfeit* doctored fudged cheat cheats cheated
    cheating cheater* lied lies lying liar* deceiv* deceit* dishonest* mislead* misled steal steals stealing stole
    stolen theft thief thieves robbed robbing robber* pocketed pocketing skim skimming siphoned overbill* overcharg*
    blackmail* bully bullies bullied bullying harass* mistreat* neglect* abused abuses abusing poisoned poisoning
    collud* conspir* insider conflicts biased bias bogus phony phoney sham shady dodgy unlawful* criminal criminals
    guilty culprit* whistleblow* favouritism freebie* freeload* sabotag* tamper* misus* misappropriat* squander*
    ripping ripoff wrongdoing* malpractice* misconduct perjur* impunity scandal scandals hide hides hiding hid
    conceal* forged forgery forgeries favoritism favoritisme piston pistonne pistonnes pistonnee graisser exploited
    exploiting exploitation humilier humilie humilient humiliee humiliation humiliations humiliated fiddled fiddling
    hidden tromper trompe trompes trompent tromperie* trompeu* gendre niece neveu neveux cousin cousins arnak*
    deliberement sciemment expres fantome fantomes decongel* procuration* poche poches arrange arrangee rationn*
    pretendu* retouch* gonflee gonfler deliberately knowingly`,

  /** A service that does not work, told without feeling. */
  failure: `
    ferme fermee fermes fermees fermer fermeture* panne pannes coupee coupees coupure* annul* reporte reportee
    reportes reportees repousse* decale decalee supprim* suppression* manque manquent manques manquant* manquait
    casse cassee casses cassees brise brisee fuite fuites fuit bloqu* blocage* injoignable* absent absente absents
    absence* perime perimes perimee perimees vide vides complet complets saturee rupture* erreur erreurs perdu
    perdue perdus perdues perte pertes egare egares egaree egarees oublie oublies oubliee oubliees oubli abime
    abimes abimee abimees raye rayee rayures rayure decolle decollee decolles decousu* dechire dechiree dechires
    moisi* bug bugs bugue* buggue* beug* plante plantee plantage* ramer hs travaux deplace deplacee deplaces refus*
    rejet* reponse reponses relance relances defaillan* defaut defauts dysfonction* deregle* detraqu* deteriore*
    endommag* fissur* fele felee trou trous ornier* deborde debordent debordement* inonde* inondation* infiltration*
    eteint eteinte eteints lampadaire* chauffage* ascenseur* escalator* coince coincee coinces inaccessible*
    indisponible* impraticable* inutilisable* illisible* introuvable* inexistan* inoperan* incomplet* incorrect*
    incoherent* errone* obsolete* vetuste* suspendu suspendue suspendus interromp* interruption* perturb* deviation*
    devie suppr disparu disparue disparus disparition souill* poubelle* debordantes ordures decharge encombrant*
    depot depots sature tache tachee froid froide froids tiede* crue rassis avarie* impossible impossibles echec
    echecs echoue* ratee fonctionne fonctionnent fonctionnait fonctionner repond repondent repondu repondre decroche
    decrochent personne effectif* penurie* remplace remplacee remplacement* greve greves retire retiree litige*
    reclam* recours incident incidents probleme* souci soucis lent lente lents lenteur* insuffisan* restreint limite
    closed closes closing closure* shutdown cancel* postpon* reschedul* suspended suspension missing missed broken
    breaks breakdown* cracked leak leaks leaking leaked leaky faulty faults fail fails failed failing failure*
    damaged damage damages scratched dented torn ripped mouldy mold moldy rotten stale expired empty stock lost
    misplaced forgotten forgot mislaid error errors glitch* buggy crash crashes crashed crashing freezes frozen lag
    laggy lagging stuck blocked jammed clogged flooded flooding pothole* overflow* outage* downtime offline
    unavailable unreachable unanswered unresolved unsolved unrepaired inoperative disconnected interrupted disrupt*
    diversion* diverted withdrawn removed rejected declined denied overbooked overcrowd* understaffed shortage*
    unlit dim flickering uncollected undelivered returned malfunction* unusable inoperable repair repairs repaired
    fixed fixing roadworks maintenance heating elevator elevators lift lifts boiler boilers bins problem problems
    issue issues complaint complaints chase chased chasing reply replied replies answered answer response responded
    unpaid bouchee bouches bouchon* saturation buggee defectueu* defective defects accroc accrocs expire expiree
    epuise epuisee enleve enlevee zero shuts locked revenez renvoye slipped inverse inversee`,

  /** Sums, prices and what is paid. */
  money: `
    prix factur* frais euro euros eur thune thunes fric pognon oseille biff argent rembours* remise remises rabais
    promo promos promotions solde soldes reduction* gratuit* augment* hausse hausses tarif* loyer loyers taxe taxes
    taxer impot impots imposition fiscal* fisc cotis* abonn* forfait* mensualite* mensuel mensuelle mensualisation
    acompte* arrhes caution cautions paye payes payee payez payent payons paie paies paient paiera paierai paiement*
    payant payante payants prelev* virement* cheque cheques cb monnaie centime* cout couts coute coutent couter
    couteu* cher chere cheres depens* budget* subvention* financ* fonds dette* impaye* credit credits emprunt*
    bancaire* caisse caisses salaire* prime primes smic retraite pension pensions indemni* dedommag* compens* amende
    amendes pv contravention* penalite* majoration* peage* devis honoraire* charges provision provisions consigne
    achat achats acheter achete achetes vente ventes vendu vendre vend billet billets ticket tickets marge marges
    benefice* profits millions million milliard* milliers inflation carburant* gazole electricite ristournes
    cagnotte* fidelite price prices priced pricing pricey invoice* bill bills billed billing fee fees pound pounds
    quid dollar* bucks buck cents penny pennies pence cash money refund* reimburs* repay* discount* voucher* coupon*
    fare fares toll tolls charged charging charge surcharge* overdraft rent rents rental rentals tax taxed taxpayer*
    taxation vat irs subscri* premium* deductible deducted debit* payment* pay paid paying payer* payout* payslip
    paycheck* payroll wage wages salary bonus bonuses pensioner* loan loans lender* debt* mortgage* credited bank
    banks banking cost costs costing costly expens* cheap cheaper cheapest afford* unaffordable fund funds funding
    funded grant grants donat* fined fines penalty penalties insurance assurance* assureur* owed owe owes buy buying
    bought purchas* sell selling sold receipt* earn* income revenue* worth hike hikes increase* raised resilier
    resilie resiliee resiliation alloc allocs allocation* deposit deposits banque banques`,

  /** Time that passes before something comes. */
  waiting: `
    attente attentes attend attends attendre attendu attendue attendus attendons attendez attendent attendait
    attendais attendrai attendant attendra file files queue queues patiente patienter patientez patientons patience
    poireaut* poirote* depuis toujours tjs tjrs tjr toujour encore encor tjours delai delais retard retards retarde
    retardee retardes tard tardif tardive tardent tarde trainent traine traines rappel rappels rappeler rappelle
    rappelez rappellent rappelera rappellera rappele relancer relancons relancent repondeur* standard messagerie
    etage etages minute minutes mn heure heures jour jours semaine semaines mois annee annees ans trimestre*
    lendemain hier demain bientot ulterieur* longtemps lgtps lgtmps ltps duree interminable* eternite plombes plombe
    siecle siecles lurette calendes enieme eniemes deuxieme troisieme quatrieme cinquieme dixieme reprises fois rdv
    creneau* dispo dates echeance* debout prevu prevue prevus prevues promis promise promettent promesse promesses
    deja jusqu jusque enfin finalement maintenant mtn mnt pendant durant entretemps dossier dossiers traitement
    instance suspens provisoire provisoirement definitif planifie* still since yet queued queueing queuing hold
    holding waited waiting waitlist* await* late later latest lately delay* overdue backlog* slow slower slowly
    slowest longer ages forever eternity endless* hour hours hourly days week weeks weekly month months monthly
    years yesterday tomorrow soon sooner eventually finally already again twice thrice second third fourth repeated
    repeatedly reminder* chaser voicemail* callback callbacks answerphone* switchboard appointment* slot slots
    booked booking bookings pending processing processed promised promises until till patiently lasted deadline*
    scheduled expected anymore update updates wait waits atten jatten atent* datente wks patiemment`,
};
