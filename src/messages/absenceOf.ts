import type { Absence, Reason } from '../model/availability';
import type { Message } from '../model/message';
import { en } from './en';
import { message } from './message';

/** Why something is unavailable, from the backend's reason. Its value `ranAs` names the strategy that ran instead. */
export function absenceOf(reason: Reason): Absence {
  const { code, values } = reason;
  if (!isKnown(`${code}.why`)) return ranOtherwise(reason);
  const own = `${code}.remedy`;
  return {
    why: { id: whyId(reason), args: values },
    remedy: isKnown(own) ? { id: own, args: values } : sharedRemedy(code),
    reason,
  };
}

/** The message of a code that stands for a whole sentence or clause. */
export const messageOf = ({ code, values }: Reason): Message => ({ id: code, args: values });

const isKnown = (id: string) => Object.hasOwn(en, id);

const whyId = ({ code, values }: Reason) =>
  values.detail && isKnown(`${code}-detail.why`) ? `${code}-detail.why` : `${code}.why`;

/** What helps against each reason of a kind. */
function sharedRemedy(code: string): Message {
  if (code.startsWith('pass-')) return message('choose-user-space.remedy');
  return message(code.startsWith('follow-') ? 'choose-follower.remedy' : 'choose-route.remedy');
}

const ranOtherwise = (reason: Reason): Absence => ({
  why: message('ran-otherwise.why', { because: messageOf(reason) }),
  remedy: message('ran-otherwise.remedy', { ranAs: reason.values.ranAs ?? '–' }),
  reason,
});
