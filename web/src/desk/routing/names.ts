// How rules are called where they stand in a sentence.
import type { Rule } from '#api/routing.ts';
import { deskWord } from '#text/desk-words.ts';
import { routingText } from '#text/routing.ts';

export const ruleWhat = (rule: Rule): string => (rule.field ? routingText().rule.field(deskWord('field', rule.field)) : routingText().rule.section(rule.section?.name ?? ''));
export const ruleName = (rule: Rule): string => `${ruleWhat(rule)} → ${rule.unit.name}`;
