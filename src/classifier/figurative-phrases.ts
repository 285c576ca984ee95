import type { PhraseRule } from "./lexicon.ts";

/**
 * Turns that mean something else than their words: threats without a violent word, complaints without a negative one,
 * praise in dark words. Written for this project, in the notation of the lexicons (comments are folded: "it's" is
 * read "it s", "j'ai" is read "j ai").
 */
export const figurativePhrases: Readonly<Partial<Record<PhraseRule, string>>> = {
  threat: `
    je|j|on le|la|l|les|te|t|vous .. plante|demonte|descends|etrangle|egorge|saigne|massacre|coince|coincera|abattrai|abattra|abats|fracasse|defoncera|butera|retrouvera|descendrai
    jte|jle|jla|jvs .. creve|crev|bute|chope|casse|pete|defonce|trouve|trouv|tue|demonte|fume
    je|on|j egorge|etrangle|plante|poignarde|saigne le|la|les|un|premier|prochain
    je|on casse|casserai|crame|brule|brulerai|petez|pete .. vitrine|vitrines|voiture|bagnole|maison|local|pneus|carreaux
    casser|casse|fracasser|couper|coupe|briser|brise|arracher|eclater|peter|pete|trancher .. crane|doigt|doigts|dents|jambes|jambe|bras|yeule|genou*|nez|cou|langue|mains
    va|vas|allez cracher|ramasser ses|tes|vos dents
    fais|faire|ferai|fait .. sauter|exploser .. tous|tout|bureaux|local|mairie|ecole|agence
    ne|n .. sortira|sortiras|sortirez|rentrera|rentreras|rentrerez|finira|finiras|marchera|marcheras .. vivant|entier|jambes|chez|debout
    passes|passera|passeras|passerez pas l|la|les hiver|nuit|semaine|annee|fetes
    va|vont .. bruler|cramer|sauter .. nuit|soir|demain|bientot
    viens|viendrai|debarque|reviens|reviendrai|arrive .. arme|pitbull|batte|fusil|barre|couteau|bidon|essence|carabine
    avec ton|votre|son propre|sang sang|
    venir|vienne|viens|viendrai .. te|vous|le|la|les faire taire
    prie|priez pour que
    je|on m|s en|occupe|occuperai|occupera|occuper .. de toi|lui|vous|eux
    t mort|morte|mor
    ti es|tes mort|morte
    regarde|regarder|regardez derriere lui|toi|vous|elle
    faire|fais|faites surveiller votre|vos|ton|ta|tes
    ferme|fermez|verrouille* bien .. volets|porte|portes|fenetres
    prenez|prends|prend|rentres|rentrez toujours|souvent|seul|seule le|la|par|a .. meme|chemin|pied|soir
    serait bete|dommage|ballot|triste .. qu|que|si
    brule|crame|flambe vite|bien|facilement
    fini|finis|finie d etre gentil*
    ne|tu|vous riras|rirez|rigoleras|rigolerez|souriras .. pas|plus|longtemps|moins
    comptes se reglent|regleront|reglera
    ca se reglera|regle|reglerons autrement|dehors|ailleurs|face
    on reglera|regle|va regler ca dehors|autrement|face|entre
    garde|tiens|fais|ai .. liste de|des .. tous|noms|ceux
    pense|pensez a|bien .. ton|ta|tes|votre|vos .. assurance|famille|enfants|fille|fils|femme|gosses|petits
    te|vous|leur|lui donne jusqu|jusqua|jusque
    c est un|qu conseil|avertissement
    dernier avertissement|premier
    finit|finissent|finira|finiront .. tomber|escalier|canal|fosse|trou|hopital|cimetiere
    fait|faire descendre|buter|tabasser|refroidir .. pour
    t|lui|vous arrivera|arriver .. accident|malheur|bricoles|quelque
    sais|sait|savons|connais|connait .. qui tu|vous|gere .. es|etes|cette|page|
    ta|ton|votre|tes|vos tete|maison|voiture|boutique|pneus|vitrine|vitres|tronche|camionnette|local .. va|vont .. mur|exploser|bruler|peter|sauter|cramer|cher
    fille|fils|femme|mere|enfants|gamin|gamine|soeur .. est|va|sont|sort|rentre|vont bien|toujours|seule|seul .. college|ecole|lycee|creche|pied|soir
    par derriere|detour c|ce|si .. conseil|toi|vous
    on|je t|te|vous aura|aurai|fera|ferai|attrapera|attraperai|pistera .. taire|payer|regretter|un|tous|tot
    avec une|la corde|batte|barre|balle|lame
    ill|imma|ima|ima|illl find|kill|get|beat|stab|shoot|end|smash|wreck u|you|your|him|her|them
    ur|youre|your dead|finished|toast
    you|u|he|she|they|neither won't|wont|will|ll .. walk|leave|make|wake|live .. out|alive|home|it|morning|again|
    next .. who|that|person|one .. gets|get stabbed|shot|beaten|hurt|hit|slapped|punched|it
    with a|my bat|knife|gun|hammer|crowbar|rifle|blade|shotgun|machete
    bring|bringing|brought|got|have .. a|my gun|rifle|knife|machete|shotgun
    someone|somebody should|needs|ought|oughta .. break|shoot|stab|hurt|beat|slap|burn|hang
    will|ll|gonna .. be|go on|up fire|flames|smoke
    burn|burns the|this|that|your|it .. down|ground|ashes
    burn|burns|burned fast|quick|quickly|easily|well|nicely
    see|meet|catch|get|find you|u .. car|parking|alley|dark|station|gate|outside|street
    shut|silence you|him|her|them .. good|forever|myself
    shoot|stab|kill|strangle|shot you|u|him|her|them .. doorstep|dead|myself|first|if|when
    give|send|drop me|us|your .. address .. so|and|then
    you have|ve|got till|until
    last|final|only warning
    mind|watch your step|back|mouth|family|kids
    lock|check|bolt your|the windows|doors|door|brakes .. |tonight
    i|we|they know .. where|who|which .. you|your|runs|park|live|lives|school|car|house|she|he
    same way|route|road|bus home|every
    your daughter|son|wife|kids|mum|sister|boy|girl .. goes|walks|plays|school|alone
    get|have someone|somebody .. watch|guard|keep .. your|the|at .. night|
    won't|wont|will .. be settled|sorted|finished|over|solved .. comments|online|words|email|here|way
    settle|sort|finish this|it outside|face|another|differently|our
    your|his|her|their days are|r numbered|over
    dark early|outside|alley .. |doesn't|isn't|you|home
    accidents happen|do
    found your|his|her|their letterbox|address|house|car|street|home
    you|u ll|will|gonna be sorry|crying|begging|next
    things can|could|might|will happen .. you|people|family`,
  complaint: `
    yet|still to receive|hear|get|see|arrive|be|reply|answer
    still nothing|nothin|closed|broken|off|out|missing|empty|shut|leaking|unanswered|there
    went|gone|left unanswered|unread|unpaid
    people|persons|pupils|kids|customers|patients .. queue|line .. |one
    one|two|only|single till|tills|chair|chairs|cashier|window|cubicle|shower|showers|toilet|toilets|lift|microphone .. for|open|working|and
    was|were|is due|booked|promised|scheduled|announced|expected .. monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|september|october|noon|<num> .. it|came|now|and|nobody
    came|come off|apart|loose|undone|unstuck
    fell|falls|falling apart|off|out
    shrank|leaked|leaks|wobbles|snapped|faded|jammed|froze
    paid for .. received|got|unpacked|delivered|and
    paid|ordered|applied|bought|submitted|registered .. in|on|last january|february|march|april|may|june|july|august|september|october|november|december .. and|in|still|now|yet|heard|delivered|arrived|opened|session|first
    half|most|part|some of|the .. was|were|is closed|shut|missing|off|dark
    hour|hours|hrs|hr|minutes|mins|mn late|delayed|wait
    <num>|an|two|three|four mins|minutes|hours|hour at|in|on|by|outside .. the|stop|counting|door|queue|line|phone|cold|rain
    has|have|had|is|are been off|out|down|dark|tied|dead|shut|stuck|sitting|leaking|closed|broken|missing|blocked|boarded .. since|for
    off|out|down|closed|shut|broken|dark since|for .. <num>|monday|tuesday|wednesday|thursday|friday|last|weeks|months|june|march|may|easter|christmas|days|years|two|three
    took|lost|wasted|booked .. day|morning|afternoon|shift off|
    label|website|site|app|shelf|sign|tracking|screen|timetable|page|email says|said|shows|reads .. but|receipt|till|since|still|due|delivered
    shut|closed|locked when|before|by|at|ten .. we|i|got|door|arrived
    someone|somebody else s|elses
    left in|on|outside .. rain|street|bins|stairs|wet|porch
    drove|went|sailed off|past|straight .. |us|me
    instead of .. <num>|two|three|four|five|six|eight|ten|the|what
    twice|three|four|five times .. and|still|no|now
    printed|written|told|told|sold as|that|to .. measured|arrived|but
    back to|at square|the .. one|start|beginning|queue
    first|next|earliest slot|appointment|date .. offered|available|is .. january|february|march|april|may|june|july|september|october|november|next|months
    cut|switched off|us .. |again|without|last
    transfers|passed|sent|bounced|transferred me|us .. to|back|another`,
  praise: `
    merci|bravo|chapeau|respect a|au|aux|pour|l|la|le|les|madame|monsieur
    vive|longue le|la|les|l|vie
    sauve|change|illumine|embelli*|ensoleille ma|mon|notre|la|une .. journee|vie|soiree|semaine|week
    sans vous .. je|on|nous|rien
    en or | un bijou | un tresor | des heros | une perle | des anges
    so glad|happy|pleased|relieved|proud i|we|that|with|of|to
    what a .. night|day|team|gig|show|performance|game|match|voice|place|treat|evening
    saved my|our|the life|day|bacon|marriage|weekend|night
    fair play|dues|enough to|for
    hats off|hat off
    thank|thanks god|heavens for
    put a .. smile|spring`,
  negatedPraise: `
    m|l|t|nous a|as|avez|ont .. tue|scie|bluffe|bluffee|achevee|seche|retourne|retournee|viree|mis|mise|mise .. |rire|claque|genoux|larmes
    tout casse|dechire|defonce|explose .. |hier|sur|soir
    une|vraie|grosse|belle|sacree claque|dinguerie|bombe|drogue
    d une folie|beaute|puissance|douceur .. |furieuse|folle|rare
    truc|concert|ambiance|match|soiree|but|spectacle|remontada|voix|vente|moment de|d malade|dingue|ouf|fou|folie
    de folie | de dingue | en feu
    j ai|jai|en|on .. chiale|pleure|flippe|tremble|frissonne .. merci|comme|tellement|devant|sublime|beau|magnifique|a la fin
    mal aux cotes|abdos|joues|zygomatiques|mains
    plus de voix | pu de voix | pus de voix
    fini|finis|finie|finies|termine|terminees|adieu les|la|le|l
    enfin fini|finie|finies|terminee
    plus besoin|peur|mal de|d|du|nulle
    moi qui .. rale|ralais|detestais|deteste|craignais|doutais|pensais|hesitais|avais|croyais
    je|j|qui detestais|craignais|redoutais|doutais|detestait|craignait .. |le|la|les|tant
    m attendais au|a|pas .. pire|battre|telle|tel|si|aussi|autant
    eu tort de|d
    criminel|criminelle|dangereux|dangereuse|diabolique|mortel|mortelle|monstrueux|impitoyable*|indecent|scandaleusement|horriblement|terriblement|mechamment ce|cette|cet|ces|bon|bonne|drole|bien|beau|efficace|genre
    comme|tellement|trop|si c|c est|cest .. bon|beau|confortable|drole|copieux|delicieux
    seul|seule probleme|defaut|regret|souci|bemol|hic|point .. c|est|choisir|on|trop
    ruine|ruinee a|grace .. cause|vous
    qu|que a|ai|avons .. louer|feliciter
    pas|n une|un|eu .. minute|seconde|ombre|reproche|accroc|faux|fausse|bruit|temps mort|
    jamais|ete|m .. aussi bien|bon|propre|beau|belle|gentil|rapide|clair|simple|vite
    rien senti|lache|manquait|oublie|laisse|prétentieux
    reviens|revient|reviens toujours pas|encore
    on|tout respire|revit|revis
    de grands|beaux|vrais malades|fous|heros|dingues
    n|j ai|avais .. jamais|pas .. autant|ri|rigole|vibre .. |comme
    killed|nailed|smashed|crushed|slayed|bossed it|that|this
    blew|blown|blows .. away|mind|socks|minds
    sobbed|cried|bawled|wept|crying .. happy|beautiful|joy|laughing|laughter|thank|baby|end|proud
    only|one problem|complaint|downside|issue|fault|regret .. is|was|choosing|too|deciding|leaving
    dreaded|feared|hated|terrified|scared|dreading|nervous .. until|but|before|calm|made|put|turned|now
    expected|expecting|feared the worst
    insane|insanely|stupidly|ridiculously|wickedly|criminally|dangerously|terribly|awfully|painfully|disgustingly good|tasty|funny|delicious|talented|beautiful|comfy|nice|kind|catchy|moreish
    dangerous|criminal|lethal|addictive|evil .. stuff|cake|cakes|brownie*|chocolate|sauce|snacks|pudding
    on fire tonight|today|last|again
    not a single|one .. complaint|fault|problem|wrong|bad|delay|crumb|minute|dull
    never once|laughed|felt|been|had|eaten|seen .. so|better|as|this|late
    no more queues|queueing|waiting|forms|traffic|potholes|excuses
    without you|them|him|her i|we|he|she
    couldn't|could .. put it|stop|have .. down|laughing|dancing|asked
    hurts|hurt|ached|ache|sore .. laughing|dancing|smiling|cheering
    lost my voice | goosebumps | speechless | jaw dropped|hit | took my breath | hooked | legends
    can't|cannot|cant fault|stop|believe how|get .. them|it|you|good|enough|quick|playing|eating|smiling|kind
    nothing|none|never .. too much trouble
    i|we was|were wrong|mistaken .. about|to|you`,
};
