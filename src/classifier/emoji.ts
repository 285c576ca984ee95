/**
 * Emoji and emoticons: a prior written for this project (not derived from any published ranking).
 * Valence runs from −2 (plainly hostile or sad) to +2 (plainly pleased); `tone` is what a rule may need to know.
 */
export type EmojiTone = "anger" | "sad" | "fear" | "disgust" | "joy" | "love" | "applause" | "wry" | "laugh" | "plain";

export interface EmojiReading {
  readonly valence: number;
  readonly tone: EmojiTone;
}

const rows: readonly [EmojiTone, number, string][] = [
  ["anger", -2, "😡 🤬 😠 👿 😤 💢 🖕 👊 🔪 🗡"],
  ["disgust", -2, "🤮 🤢 💩 👎 🚮 🤧 🐍 🚽 🙅 ❌ ⛔ 🚫"],
  ["sad", -2, "😭 😢 💔 😞 😔 😟 🙁 ☹ 😩 😫 😿 😥 😓 😣 😖 🥺 😪 🥀"],
  ["fear", -1, "😱 😨 😰 😧 😦 ⚠ 🚨 😵 🤕 🤒 💀 ☠ 😬 ☢ ☣"],
  ["sad", -1, "😕 😒 🙄 😑 😐 😮‍💨 🥱 🤦 🤷 😾 🙍 🙎 📉 🤯 🐌 🤥"],
  ["wry", -1, "🤡 🙃 😏 🫠 🤨 🧐 🫤 🐸 ☕ 🍿"],
  ["love", 2, "❤ 😍 🥰 😘 💕 💖 💗 💙 💚 💛 💜 🧡 🖤 💓 💞 💝 💘 😻 🤍 🤎 ♥ 🫶 😚 😗 😙 💋 🌹 💐 🤗 🩷 🩵"],
  [
    "joy",
    2,
    "😊 😁 😀 😃 😄 🥳 🎉 🤩 😎 🙌 🎊 ✨ 🌟 ⭐ 💯 🏆 🥇 😇 ☺ 😋 🤤 😺 🎈 🌈 ☀ 🌞 🍾 🥂 🔝 👌 🆒 🌸 🌺 🌻 🌷 🍀 🤟 🤘",
  ],
  ["joy", 1, "👍 🙂 😉 🙏 💪 😌 🔥 ✅ 🤞 👋 🌱 🎶 🎵 😅 🫡 ✌ 🤝 🚀 📈 🎁 🐣 🍻"],
  ["applause", 1, "👏"],
  ["laugh", 0, "😂 🤣 😆 😹 😜 😝 😛 🤪"],
  [
    "plain",
    0,
    "👀 🤔 📍 📅 📢 🔗 ➡ 👉 👇 👆 ☎ 📞 📩 ✉ 📧 🎤 🎧 🎬 📷 📸 🎥 🖼 📚 📖 🏫 🏥 🚌 🚆 🚇 🚲 🚗 🏠 🏢 🌍 🌎 🌏 ❓ ❔ ❗ ‼ ⏰ 🕐 🗓 📌 ℹ ▶ 🎨 ⚽ 🏀 🏉 🎾 🏃 🍽 🍕 🥖 🧀 🍷 🛒 💶 💰 😶 😴 🤫 🫥 🤐 🐶 🐱 🌳 🌲 💻 📱 🗳 🏛 🎭",
  ],
];

const table = new Map<number, EmojiReading>();
for (const [tone, valence, list] of rows) {
  for (const symbol of list.split(" ")) table.set(symbol.codePointAt(0)!, { tone, valence });
}

/** What is known of one emoji, by its first code point; `undefined` when it is not in the table (then it is neutral). */
export function readEmoji(codePoint: number): EmojiReading | undefined {
  return table.get(codePoint);
}

/** Is this code point drawn as an emoji or pictograph (so: a word of its own and not a separator)? */
export function isEmoji(codePoint: number): boolean {
  return (
    (codePoint >= 0x1f300 && codePoint <= 0x1faff) ||
    (codePoint >= 0x2600 && codePoint <= 0x27bf) ||
    (codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff) ||
    codePoint === 0x203c ||
    codePoint === 0x2139 ||
    codePoint === 0x25b6 ||
    codePoint === 0x2b50
  );
}

/** Emoticons are read as the emoji that says the same; the longest that fits is taken. */
export const emoticons: readonly (readonly [string, number])[] = [
  [":-)", 0x1f642],
  [":')", 0x1f642],
  [":'(", 0x1f622],
  [":-(", 0x1f641],
  [";-)", 0x1f609],
  [":-D", 0x1f604],
  [":-/", 0x1f615],
  [">:(", 0x1f621],
  ["^^", 0x1f642],
  [":)", 0x1f642],
  ["=)", 0x1f642],
  [":(", 0x1f641],
  ["=(", 0x1f641],
  [";)", 0x1f609],
  [":D", 0x1f604],
  ["=D", 0x1f604],
  [":/", 0x1f615],
  [":|", 0x1f610],
  [":P", 0x1f61b],
  [":p", 0x1f61b],
  [":*", 0x1f618],
  [":@", 0x1f621],
  ["<3", 0x2764],
  ["</3", 0x1f494],
];
