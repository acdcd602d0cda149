// First days: made by whichever hands are free, as soon as it is known which are asked for; what was made is kept here.
'use strict';
class FirstDays {
  constructor(crew, far) { this.crew = crew; this.far = far; this.asked = []; this.kept = new Map(); }
  // begins what is asked for, and lets go what whoever leads does not know any more
  ask({ asked, kept }) {
    this.asked = asked;
    for (const digest of kept) if (!this.kept.has(digest)) this.kept.set(digest, { lived: [] });
    for (const digest of this.kept.keys()) if (!kept.includes(digest)) this.kept.delete(digest);
    this.begin();
  }
  begin() { for (const hand of this.crew.hands) hand.working ??= this.work(hand).finally(() => { hand.working = null; }); }
  // is done once all that is asked for is made, and fails with what fails in it
  made() { return new Promise((done, failed) => { this.awaits = { done, failed }; this.heard(); }); }
  heard(error) {
    if (error) this.awaits?.failed(error);
    else if (this.asked.every((digest) => this.kept.get(digest).pool)) this.awaits?.done();
  }
  async work(hand) {
    try {
      await hand.ready;
      while (!hand.ended) {
        const part = JSON.parse(await this.crew.lead.desk('next_part'));
        const cold = this.asked.find((digest) => this.kept.get(digest).pool && !hand.warm.has(digest));
        if (part) await this.part(hand, part);
        else if (cold) await this.warm(hand, cold);
        else return;
      }
    } catch (error) { this.heard(error); }
  }
  async part(hand, { digest, number, lived, long_runs: longRuns }) {
    const lead = this.crew.lead, far = this.far(lived, longRuns);
    try {
      const day = this.kept.get(digest);
      let told = '[]';
      if (number < 0) { await this.stay(hand, digest); return; }
      day.packed ??= await lead.desk('day', digest);
      if (number) day.lived[number - 1] = await hand.work('lived', day.packed, number, ...far);
      else {
        const pool = await hand.work('made', digest, day.packed, day.lived, this.held(hand, digest));
        told = await hand.work('told', digest);
        Object.assign(day, { pool, lived: [] });
      }
      await lead.desk('part_done', digest, number, told);
    } catch (error) {
      hand.days.delete(digest);
      await lead.desk('part_failed', digest, number);
      if (this.asked.includes(digest)) throw error;
    }
    this.heard();
    if (!number) this.begin();
  }
  // works out how long children stay, which nobody knows where a planner's own numbers decide it
  async stay(hand, digest) {
    const years = await hand.work('stay', await this.crew.lead.desk('day', digest));
    await this.crew.lead.desk('stay_known', digest, years);
    this.begin();
  }
  // notes what a hand holds from now on, and says of what else it keeps the children
  held(hand, digest) {
    for (const noted of [hand.days, hand.warm]) for (const one of noted) if (one !== digest && !this.asked.includes(one)) noted.delete(one);
    hand.days.add(digest);
    return this.asked;
  }
  async give(hand, digest) {
    if (hand.days.has(digest)) return;
    await hand.work('take_day', digest, this.kept.get(digest).pool, this.held(hand, digest)).catch((error) => { hand.days.delete(digest); throw error; });
  }
  async warm(hand, digest) {
    hand.warm.add(digest);
    await this.give(hand, digest);
    await hand.work('warm', digest, this.kept.get(digest).packed);
  }
}
