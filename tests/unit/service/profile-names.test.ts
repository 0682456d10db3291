import { describe, expect, it } from 'vitest';
import { freeName, profileFileName } from '../../../electron/service/stores/profile-names.ts';

describe('a name that is free', () => {
  it.each([
    ['bench', [], 'bench'],
    ['bench', ['bench'], 'bench (2)'],
    ['bench', ['bench', 'bench (2)', 'bench (4)'], 'bench (3)'],
    ['bench (2)', ['bench (2)'], 'bench (3)'],
    ['bench (2)', ['bench'], 'bench (2)'],
    ['温度台', ['温度台'], '温度台 (2)'],
    ['Bench', ['bench'], 'Bench'],
    [' (2)', [' (2)'], ' (2) (2)'],
    ['a\nb (2)', ['a\nb (2)'], 'a\nb (3)'],
  ])('for %j beside %j is %j', (name, taken, free) => {
    expect(freeName(name, new Set(taken))).toBe(free);
  });
});

describe('the file name of a profile', () => {
  it.each([
    ['bench', 'bench.json'],
    ['Baidu IoT Hub', 'Baidu IoT Hub.json'],
    ['温度台 😀', '温度台 😀.json'],
    ['v1.2', 'v1.2.json'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a_b_c_d_e_f_g_h_i_j.json'],
    ['../../etc/passwd', '_.._etc_passwd.json'],
    ['..', 'profile.json'],
    ['  . ', 'profile.json'],
    ['.hidden', 'hidden.json'],
    ['ends in dots... ', 'ends in dots.json'],
    ['two\r\nlines\tand a tab', 'two lines and a tab.json'],
    ['nul\u0000bell\u0007', 'nul_bell_.json'],
    ['gpj\u202efdp', 'gpjfdp.json'],
    ['\ud800lone', '\ufffdlone.json'],
    ['e\u0301', '\u00e9.json'],
    ['con', '_con.json'],
    ['Con', '_Con.json'],
    ['NUL', '_NUL.json'],
    ['com1', '_com1.json'],
    ['LPT\u00b9', '_LPT\u00b9.json'],
    ['aux.test', '_aux.test.json'],
    ['con .test', '_con .test.json'],
    ['console', 'console.json'],
    ['com10', 'com10.json'],
  ])('%j is %j', (name, fileName) => {
    expect(profileFileName(name)).toBe(fileName);
  });

  it.each(['n', '温', '😀', '. '])('is short enough for every system: many times %j', (text) => {
    const fileName = profileFileName(text.repeat(1000));
    expect(Buffer.byteLength(fileName)).toBeLessThanOrEqual(200);
    expect(fileName.isWellFormed()).toBe(true);
    expect(fileName).toMatch(/[^. ]\.json$/);
  });
});
