/** The attributes that only this transport reads. */
export type RocketchatOptions = {
  /**
   * `rest` for servers from 5.0 on, `ddp` for older ones, `auto` to find out. Default `auto`: the
   * REST config is asked for, and a server that has none is taken for an older one.
   */
  profile?: 'auto' | 'rest' | 'ddp';
};
