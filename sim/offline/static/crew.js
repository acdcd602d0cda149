// The workers: one that leads and answers for the screens, and the hands that share the work of a run.
'use strict';
class Hand {
  constructor(kit, leads, hear) {
    this.worker = new Worker(kit.worker);
    this.waiting = new Map();
    this.count = 0;
    this.days = new Set();  // first days whose children it holds
    this.warm = new Set();  // and those for which it has worked out what every replication needs
    this.worker.onmessage = ({ data }) => {
      if (data.line !== undefined) { hear(data.line); return; }
      const [done, failed] = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if (data.error !== undefined) failed(Object.assign(new Error(data.error), { details: data.details })); else done(data.answer);
    };
    this.worker.onerror = (event) => { for (const [, failed] of this.waiting.values()) failed(new Error(event.message || 'a part of the page failed')); };
    this.ready = this.ask({ boot: { ...kit.boot, leads } });
  }
  ask(message) {
    return new Promise((done, failed) => {
      this.count += 1;
      this.waiting.set(this.count, [done, failed]);
      this.worker.postMessage({ ...message, id: this.count });
    });
  }
  async desk(name, ...given) { await this.ready; return this.ask({ on: 'desk', name, given }); }
  async work(name, ...given) { await this.ready; return this.ask({ on: 'work', name, given }); }
  end() { this.ended = true; this.worker.terminate(); }
}

class Crew {
  constructor(kit, hear) { this.kit = kit; this.hear = hear; this.lead = new Hand(kit, true, hear); this.hands = []; }
  grow() { while (this.hands.length < Crew.size()) this.hands.push(new Hand(this.kit, false, this.hear)); }
  // ends all that the hands do at once; whoever leads knows all that it knew
  stop() {
    for (const hand of this.hands) hand.end();
    this.hands = [];
    return this.lead.desk('workers_ended');
  }
  static size() { const cores = navigator.hardwareConcurrency || 2; return Math.max(1, Math.min(cores > 2 ? cores - 1 : cores, 6)); }
  // has every part done by whoever is free; a part is told how many were done before it
  async share(parts, told, work) {
    const answers = [];
    let next = 0, done = 0;
    await Promise.all(this.hands.map(async (hand) => {
      await hand.ready;
      while (next < parts.length) {
        const place = next;
        next += 1;
        answers[place] = await work(hand, parts[place], done);
        done += told(parts[place]);
      }
    }));
    return answers;
  }
}
