import type { PhraseRule, WordGroup } from "./lexicon.ts";

/** English word groups and phrases, written for this project (no third-party list). Same notation as the French file. */
export const wordsEn: Readonly<Record<WordGroup, string>> = {
  insult: `idiot* moron* imbecile* stupid dumb dumbass* dumbfuck* asshole* arsehole* bastard* bitch bitches bitchy cunt* dick dicks dickhead* prick pricks twat* wanker* tosser* bellend* scum scumbag* loser losers clown clowns retarded whore* slut* pussy pussies cocksucker*
      motherfuck* mofo* jerk jerks douche* jackass* dipshit* shithead* shitbag* fuckface* fucker* pathetic crook crooks liar liars pig pigs trash degenerate* coward* creep creeps weirdo* dimwit* nitwit* halfwit* numpty muppet* pillock* git gits minger* skank* hoe hoes thot* simp incel* bootlicker* shitstain* cretin* imbeciles buffoon* braindead stfu gtfo kys`,
  profanity: `fuck fucks fucked fucking fuckin fck fcking shit shits shitty bullshit crap crappy damn ass arse bloody piss pissed wtf goddamn hell bollocks sh1t`,
  slur: `nigger* nigga niggas niggaz faggot* fag fags dyke dykes tranny trannies kike* chink chinks gook* spic spics wetback* raghead* towelhead* paki pakis coon coons beaner* redskin* jigaboo* sandnigger* retarded libtard* mongoloid* mongol*`,
  threat: `kill killing strangle* behead* stab lynch* slaughter* murder shoot burn`,
  negator: `not no never nothing none nobody nowhere without cannot can't don't doesn't didn't isn't wasn't aren't weren't won't wouldn't shouldn't couldn't hasn't haven't hadn't ain't dont doesnt didnt isnt wasnt cant wont neither nor hardly barely`,
  // In English the negation stands before what it negates.
  subject: "",
  verbNegator: "",
  contrast: `but however although though except yet`,
  questionWord: `what when where who which how why whose do does can could would is are will`,
  functionWord: `the a an and is are was were be been being this that these those i you he she it we they my your his her its our their me him them us of to in on at for from with by about as into like through after over between out against during without before under around among not no nor but or so if then than too very just don't can't i'm it's you're
      have has had do does did will would can could should may might must there here what which who whom how when where why all any both each few more most other some such only own same thanks thank please yes hello hi`,
  people: `black blacks arab arabs jew jews jewish muslim* christian* gypsy gypsies traveller* migrant* immigrant* foreigner* refugee* african* asian* chinese indian* mexican* gay gays lesbian* homo trans transgender queer lgbt* veil* hijab* islam* disabled cripple* autis* women woman girls fat polish pakistani* syrian*`,
  condemnation: `racis* antiracis* homophob* sexis* xenophob* antisemit* transphob* islamophob* hate hateful hatred discriminat* bigot* slur slurs ashamed shame shameful unacceptable disgust* vile appalling condemn* denounc* moderat* report reported remove delete insult insults chant chants chanting graffiti shouted shouting yelled banter mocking mocked abuse abusive`,
};

export const phrasesEn: Readonly<Partial<Record<PhraseRule, string>>> = {
  threat: `
    i will|ll|am|m|gonna|swear|wanna .. kill|shoot|stab|hurt|find|beat|smash|break|burn|destroy|punch|strangle .. you|u|your|him|her|them|this|that
    im|i'm|ima|imma|we're gonna|going|kill|beat|find .. kill|shoot|stab|hurt|find|beat|smash|break|burn|punch .. you|u|your|him|her|them
    we will|ll|are|know .. find|hunt|get|coming|come .. you|u|for
    i|we know where .. live|lives|work|works|park
    you|u are|re|r|will|ll|gonna|are .. dead|die|regret|pay|bleed|sorry .. |for|this
    you are|re dead|finished
    u r dead
    you|u|he|she|they deserve*|should|ought|need* .. die|shot|hanged|beating|death|killed|hang|burn|beaten
    hope you|u|he|she|they|your .. die|dies|burn|get .. |cancer|hurt|shot|raped|fire|hit
    watch your back
    sleep with one eye
    go kill|hang|die yourself|in|urself
    kill yourself|urself
    burn .. your|the|this|it .. house|place|office|building|down|shop
    put a bullet|knife
    bullet in|to .. your|his|her|head
    break your|his|her|their .. neck|legs|face|jaw|arms
    kick|beat|smash|punch .. your|his|her .. ass|face|teeth|head|skull
    coming for you|u
    wait|waiting for you|u .. outside|after|parking|home
    see you|u outside
    see what happens to
    would be a shame if
    i|we have your address
    next time i|we see
    you|u won't|wont see|live|make
    better watch|run|hide`,
  complaint: `
    still waiting|no|not|nothing|hasn't|haven't|havent|broken|closed|down
    no reply|answer|response|refund|explanation|apology|one|update|show|follow
    nobody|no|none .. answers|answered|picks|picked|replies|replied|cares|called|helped|knows|came|told
    never received|arrived|got|replied|called|answered|showed|again|coming|going|heard
    not|hasn't|haven't|havent|didn't|didnt|doesn't|doesnt|wasn't|won't .. received|arrived|working|work|answered|replied|refunded|delivered|called|open|been|show|come|respond|load
    for .. <num>|two|three|four|several|six .. hours|days|weeks|months|minutes|years
    <num> hours|minutes|days|weeks|months|mins|hrs|times late|waiting|without|on|in|for|to|and|no|of|later
    <dur> late|waiting|wait|delay|on
    waited|waiting .. hour|hours|minutes|weeks|days|months|ages|forever|since|for
    on hold
    second|third|fourth|fifth|2nd|3rd|4th|5th time|email|call|week|month|complaint|cancellation
    again|yet cancelled|canceled|closed|broken|late|another|delayed
    yet another
    out of order|stock|service
    charged .. twice|double|extra|<num>|again|for|without
    arrived|came|delivered|received .. broken|late|damaged|empty|cold|wrong|open|missing
    cancelled|canceled|closed|delayed without|last|at|with|again|five
    last minute
    waste of time|money
    want|need|demand .. refund|money .. back|
    passed|sent|bounced .. from|around|between
    hung up on
    fed up | sick of|and | had enough
    worst|terrible|awful|horrible|poor|bad|appalling|rude .. service|experience|company|customer|staff|ever|quality
    will never|not .. come|return|buy|use|shop|order|recommend|be .. |again|back|here
    won't be|come back|coming
    do not|don't|wouldn't|avoid recommend|buy|bother|at|waste
    disappointed|disappointing .. with|by|in|service
    not good enough|acceptable|ok|what|worth
    supposed|meant|promised to|it|by|for|a .. open|arrive|be|call|delivered|start
    ask*|emailed|called|told .. twice|<num>|times|already|several`,
  accusation: `
    scam|scammers|scammer|fraud|fraudulent|thieves|thief|con .. |artists
    you|they are|re|all .. thieves|liars|crooks|frauds|corrupt|scammers|criminals|lying|stealing
    stole|stealing|steal|robbed|ripped .. my|our|from|money|us|me|off
    rip|ripping off|us|people
    false|misleading|fake advertis*|reviews|claims|review|promises
    lied|lying|lies to|about|again
    this is|it's|its illegal|fraud|theft|robbery|criminal
    sue|suing|lawyer|solicitor|court|ombudsman .. |you|them
    report|reported|reporting .. you|them|to|this .. police|authorities|trading|ombudsman|council|standards|commission
    where|what .. money|taxes|donations .. go|gone|going|went|happened
    delete*|deleting|hide|hiding|blocked .. comments|reviews|complaints|criticism|truth|people
    corrupt|corruption|bribe*|embezzle*|nepotism|discriminat*|cover-up`,
  praise: `
    thank|thanks you|so|a|to|for|everyone .. much|lot|everyone|team|amazing|lovely|great|help|kindness|all|wonderful|your
    many|big|huge thanks|thank|kudos|shoutout
    well done|deserved | keep it|up .. up|going|good|great
    great|amazing|lovely|excellent|fantastic|wonderful|awesome|brilliant|superb|best|incredible|beautiful|good .. service|team|staff|experience|show|job|work|event|day|night|place|evening|concert|exhibition|people|time|food|atmosphere
    love|loved|adore|enjoyed .. it|this|the|every|you|your|that|my
    highly|definitely|would|totally recommend*|coming|come|worth
    can't|cannot|cant .. wait|recommend|fault|thank|praise .. |enough|to|it|for
    so|really|very .. helpful|kind|friendly|happy|good|proud|grateful|nice|professional|fun|beautiful
    made my day|week|year|evening
    best .. ever|town|city|in|of
    you|u rock|guys|are|re .. |the|rock|amazing|awesome|best|great|legends|stars
    congratulations|congrats|kudos|bravo .. |to|on|everyone
    five|5 stars | 10 out of | spot on | top notch`,
  negatedPraise: `
    not bad | not bad at all | no complaints|complaint|issues|problems|regrets|fault|drama
    can't|cannot|cant|couldn't|couldnt complain|fault|ask|be|wait|get|stop .. |for|it|happier|enough|smiling
    never disappoint*|fail*|let|had .. |me|down|a|problem
    doesn't|didn't|don't|won't|didnt|dont disappoint|regret|let
    nothing but praise|good|love|positive|respect
    nothing to complain|fault|add
    couldn't|couldnt|cannot .. happier|better|more
    no wait|queue|queues|hassle|fuss
    without a hitch|problem|fault
    killed|killing|smashed it
    sick show|beat|track|gig | so sick | wicked
    cried|crying|tears .. of|happy .. joy|laughter|happiness|tears`,
  ironySign: `
    thanks for nothing
    great|nice|good|amazing|brilliant|excellent|bravo|congratulations|thanks|wonderful|fantastic|lovely|perfect .. another|again|yet|for .. delay*|cancel*|outage|broken|closed|late|queue*|wait*|bug*|crash*|strike|hold|nothing|noise|mess|down|price*
    oh|well|ah|yeah|wow .. great|good|nice|bravo|sure|wonderful|lovely|brilliant|perfect|right|surprise
    just what .. needed|wanted
    exactly what .. needed|wanted
    what a .. surprise|joy|treat|shock|bargain|success|triumph|talent|pleasure
    i love|just|really .. waiting|paying|when|being|how|standing|queuing|spending|your
    don't|dont you love
    how .. convenient|lovely|thoughtful|kind|generous|original|surprising|efficient
    as usual | as always | of course | yeah right | as if | big surprise | slow clap
    nothing like|says|beats .. a|like|another|waiting
    so .. helpful|efficient|professional|convenient|logical .. that|of
    nice|good|great job|work|one|going|timing .. |guys|again|with|on|everyone
    can't wait|cant .. for|to .. another|wait|pay|next|stand|more|be
    living the dream
    lucky|glad|happy|delighted|thrilled me|us|to|that .. pay|wait|see|hear|know|queue|i
    gold medal|star|award|medal .. for|to|goes
    money well spent | worth every penny .. not | who needs | at least .. you|the|we|i
    not like|as .. |if`,
  question: `
    what|which time|day|days|is|are|time|about|do|does|documents
    when|where|how|who|why is|are|do|does|can|will|should|much|many|long|far|to|would|did
    can|could|may|shall|should|would i|you|we|someone|anyone|my
    do|does|did|is|are|will|was|has|have you|it|there|we|i|they|the|this|anyone|someone|he
    anyone|anybody|someone know*|else|have|has|tell
    like|want|wondering|love|need .. to|if|know .. know|if|ask
    wondering if|whether|when|how
    please|pls .. tell|advise|let|confirm|explain|send .. |me|us`,
  spam: `
    click|tap .. here|link|below|bio|now|the
    link in .. bio|profile|description
    dm|inbox|text|message|whatsapp|contact .. me|us|him|her|for|on .. whatsapp|telegram|promo|collab|more|business|profit|<num>|
    earn|make|earning|win|made .. <num>|money|dollars|iphone|online|weekly|daily|home
    follow|check|visit|subscribe .. my|me|our|back .. page|channel|profile|site|back|store|account
    free|buy|get .. followers|likes|gift|iphone|crypto|bitcoin|viagra|money
    invest*|trading|forex|bitcoin|crypto .. profit*|return*|with|expert*|mentor|account|earn*|guaranteed
    promo|discount|coupon code
    limited offer|time | act now | 100 free|legit|guaranteed
    work from home
    lose weight|<num>`,
  counterSpeech: `
    stop|no|end|against|fight .. racism|hate|sexism|homophobia|bullying|hatred|antisemitism|islamophobia|transphobia
    called|calling|calls|call .. me|us|him|her|them|people|someone .. a|an|names|is
    it's|its|is|so|that .. not|disgusting|wrong|unacceptable|awful|shameful|sad|shocking|horrible|appalling .. to|that .. read|hear|see|call|say|write|people
    racist|hateful|homophobic|sexist|antisemitic|transphobic|vile|disgusting comment*|remarks|words|abuse|message*|insults|language|slurs|things
    please delete|remove|moderate|report|hide
    saying|writing|shouting|hearing|reading|yelling|people|anyone .. is|who|should|unacceptable|racist|disgusting|never|not
    who|people say|says|said|write|shout|shouted|call|think|use .. should|are|is|need|deserve|disgust*|ashamed
    report*|delete|condemn* .. comment*|racist|hate|post|abuse|this
    should never|not be .. said|called|tolerated|accepted|allowed
    not ok|okay|acceptable|cool|funny to call|say|use`,
  hate: `
    go back .. to|where|home .. country|africa|mexico|china|jungle|from|came
    fucking|dirty|filthy|stupid|damn blacks|jews|muslims|immigrants|gays|arabs|mexicans|foreigners|trannies|fags|niggers|niggas|indians|asians|gypsies|migrants|women|whites|africans
    blacks|jews|muslims|immigrants|gays|arabs|mexicans|foreigners|gypsies|migrants|asians|africans are|r|should|must|need|ruin* .. animals|vermin|criminals|scum|filth|disease|parasites|inferior|thieves|deported|out|die|gone|everything|country|subhuman|rapists|terrorists|all
    white power|trash|supremacy | master race | sub human | dirty jew|arab|black|muslim|immigrant|gypsy|mexican
    deport|gas|exterminate them|all|the|these
    belong* in .. kitchen|cage|zoo|oven|camp`,
  distress: `
    i want|wanna|m|am|will|ll|going|gonna .. kill|hurt|end .. myself|my
    i want|wanna|wish .. to|i .. die|dead|disappear
    want to|wanna die
    kill|killing|hurting|cutting|harming myself
    end|ending|take|taking my own|life|it|all
    end it all
    thinking|think|thought|thoughts about|of suicide|ending
    don't|dont|can't|cant|not .. want|wanna|to live|exist|wake .. |anymore|any|up
    can't|cant go on .. |like|anymore|any|living
    better off without me
    better off dead
    no reason|point|will .. to|in .. live|living
    self harm|harming
    nobody|no one .. would|will|d .. miss me
    suicidal`,
};
