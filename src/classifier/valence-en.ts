/** English words that lean to one side, written for this project (no third-party list). Same notation as the French file. */
export const valenceEn: readonly (readonly [number, string])[] = [
  [
    2,
    `ador* amaz* awesome* beautiful* best blessed blissful brilliant* celebrat* charming cheer* cherish* congrat* congratulation* cute delicious* delight* excellent* excit* exceptional* fabulous* fantastic* fave favorite* favourite* flawless* glad gorgeous* grateful* great greatest hilarious happy happier happiest happiness hero heroes heroic hooray impress* incredible* joy* kind kindness legend* love loved lovely loves loving magnificent* marvel* marvelous outstanding* perfect* phenomenal pleasant* pleased pleasure proud recommend* smile* smiling spectacular splendid* stunning* sublime success* superb* superhero sweet* sweetheart talented terrific thank thanks thankful* thrilled thumbs triumph* wholesome win winner* winning won wonderful* wow yay yummy tysm`,
  ],
  [
    1,
    `accomplish* admire* agree* appreciate* attractive benefit* better bless brave bright calm care caring clean clever comfort* cool convenient creative dream* ease easy efficient encourag* enjoy* enthusias* fair faithful fan fine free fresh friend friendly friends fun funny generous gentle gift* good grace graceful growth haha* hahaha healed healthy help helped helpful hope hopeful hopefully honest hugs improv* innovative inspir* intelligent interest* kudos laugh* like liked likes lmao lol lucky luck neat nice nicely nicer optimis* peace* play* positive* praise* promising protect* reliable relief respect* reward* rich safe satisf* sincere smart smooth* solid solution* special strong support* sure sympath* thoughtful true trust* useful valuable victory warm welcome well wise worth worthy`,
  ],
  [
    -2,
    `abus* abomina* angry anger* annoy* appal* arrogant atroc* awful* bad badly betray* bullshit catastroph* cheat* corrupt* crap* creepy criminal* crook* cruel* cry* damn dead death deaths despair desperate destroy* devastat* died disappoint* disaster* disgrace* disgust* dishonest* dreadful* dumb embarrass* evil fail failed failing fails failure* filthy fraud* fuck* furious garbage greedy gross grief hate hated hateful hates hating heartbreak* horrendous horribl* horrible horrific horror* hypocri* idiot* ignoran* incompetent* inexcusabl* insult* kill* liar* lied lies lying lousy mad miserable misery murder* nasty nightmare* outrag* pathetic piss* poison* pollut* racis* rape* ridiculous* ripoff rotten rubbish rude sad sadly scam* scandal* scary screwed shame* shameful shit* sick sickening steal* stole stolen stupid* suck sucks suffer* terribl* terrible terrify* terror* thie* toxic* tragic* tragedy trash ugly unacceptabl* unbearabl* unfair* upset* useless* victim* violen* vile vomit waste* worse worst worthless wtf yuck`,
  ],
  [
    -1,
    `accident* afraid alone argu* ashamed awkward ban banned blame* bored boring broke broken bug bugs cancel* careless complain* concern* confus* crash* crisis critic* danger* dark debt delay* deni* depress* difficult dirty disagree* dislike* doubt* dread dull expensive fake fault* fear* fight* flaw* fool* forgot* frustrat* guilty harm* hard hurt* ignor* ill impossible inconvenien* injur* insan* issue* jealous lack* late lame lazy lonely lose losing loser loss lost mess* mistake* miss missed negativ* nervous neglect* no nobody nope nothing overprice* pain* panic poor problem* protest* refus* regret* reject* risk* ruin* scared selfish shock* sorry spam* strange strike stress* struggl* stuck suspicious threat* tired trouble* ugh unable uncomfortable unfortunate* unhapp* unreliable unsafe wait* warn* weak weird worr* wrong`,
  ],
];
