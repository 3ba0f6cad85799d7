import { HttpError, Toolbelt } from 'lp-functions-toolbelt';

const lp = Toolbelt.LPClient(); // once, outside the handler

async function lambda({ payload }) {
  try {
    const [user, skills] = await Promise.all([lp.users.get({ userId: payload.userId }), lp.skills.list()]);
    const own = skills.filter(({ id }) => user.skillIds?.includes(id));
    return { name: user.nickname, skills: own.map(({ name }) => name) };
  } catch (error) {
    if (error instanceof HttpError && error.status === 404) return { name: null, skills: [] };
    throw error;
  }
}
