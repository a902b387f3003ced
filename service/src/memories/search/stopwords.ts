const WORDS = `a about after all also am an and any are as at be because been before being but by can could did do
does doing don down each few for from further had has have having he her here hers him his how i if in into is it
its just me more most my no nor not now of off on once only or other our out over own s same she should so some
such t than that the their them then there these they this those through to too under until up very was we were
what when where which while who whom why will with would you your don't doesn't i'm isn't it's that's what's t s
的 了 是 在 我 你 他 她 它 们 这 那 和 与 及 或 吗 呢 吧 啊 就 都 也 很 把 被 给 让 怎么 什么 为什 么样 哪里 哪个 如何 我们
你们 他们 这个 那个 是否 可以 没有`;

const STOPWORDS = new Set(WORDS.split(/\s+/));

/** Words too common to tell memories apart. They are stored, and asked for only when a query has no others. */
export const isStopword = (token: string): boolean => STOPWORDS.has(token);
