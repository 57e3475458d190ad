/** Stands in a text where the office is to be named that a sender is turned to; the server puts it in. */
export const WHERE = '{where_to_turn}';
/** The verbs whose texts may hold it, which are the uses of their templates too. */
export const TURNING = ['out_of_scope', 'refer'];
