import { describe, expect, test } from 'vitest';
import { parsePortAddress } from '../../../electron/port/index.ts';

describe('an address names a serial device', () => {
  test.each([
    ['/dev/ttyUSB0', '/dev/ttyUSB0'],
    ['  /dev/ttyUSB0\n', '/dev/ttyUSB0'],
    ['/dev/pts/7', '/dev/pts/7'],
    ['/tmp/link to a port', '/tmp/link to a port'],
    ['/dev/serial/by-id/usb-FTDI-if00', '/dev/serial/by-id/usb-FTDI-if00'],
    ['COM5', 'COM5'],
    ['com5', 'COM5'],
    ['COM005', 'COM5'],
    ['\\\\.\\COM12', 'COM12'],
    ['\\\\.\\com256', 'COM256'],
  ])('%j opens as %j', (text, path) => {
    expect(parsePortAddress(text)).toEqual({ kind: 'serial', path });
  });
});

describe('an address names a serial device server', () => {
  test.each([
    ['tcp://moxa:4001', 'moxa', 4001],
    ['TCP://10.0.0.7:1/', '10.0.0.7', 1],
    [' tcp://a-b.example.org:65535 ', 'a-b.example.org', 65_535],
    ['tcp://[::1]:23', '::1', 23],
    ['tcp://[fe80::1%eth0]:4001', 'fe80::1%eth0', 4001],
    ['tcp://[::ffff:10.0.0.7]:4001', '::ffff:10.0.0.7', 4001],
  ])('%j is port %s of host %s', (text, host, port) => {
    expect(parsePortAddress(text)).toEqual({ kind: 'tcp', host, port });
  });
});

describe('what follows sim: is left alone', () => {
  test.each(['sim:', 'sim:no-sim?x=/dev/tty&Y=COM1', 'SIM:Foo'])('%j', (text) => {
    expect(parsePortAddress(` ${text} `)).toEqual({ kind: 'simulated', text });
  });
});

describe('an address is refused with the reason', () => {
  test.each([
    ['', 'empty'],
    [' \t ', 'empty'],
    ['/dev/tty\u0000USB0', 'control_character'],
    ['/dev/tty\nUSB0', 'control_character'],
    ['ttyUSB0', 'unknown_form'],
    ['dev/ttyUSB0', 'unknown_form'],
    ['COM', 'unknown_form'],
    ['COM5:', 'unknown_form'],
    ['XCOM5', 'unknown_form'],
    ['\\\\.\\LPT1', 'unknown_form'],
    ['http://host:80', 'unknown_form'],
    ['tcp:host:80', 'unknown_form'],
    ['simulator', 'unknown_form'],
    ['COM0', 'com_number_out_of_range'],
    ['COM257', 'com_number_out_of_range'],
    ['tcp://', 'tcp_host_invalid'],
    ['tcp://:4001', 'tcp_host_invalid'],
    ['tcp://ho st:4001', 'tcp_host_invalid'],
    ['tcp://user@host:4001', 'tcp_host_invalid'],
    ['tcp://::1:4001', 'tcp_host_invalid'],
    ['tcp://[::1:4001', 'tcp_host_invalid'],
    ['tcp://[]:4001', 'tcp_host_invalid'],
    ['tcp://host:4001/path', 'tcp_host_invalid'],
    ['tcp://host', 'tcp_port_missing'],
    ['tcp://host:', 'tcp_port_missing'],
    ['tcp://[::1]', 'tcp_port_missing'],
    ['tcp://host:0', 'tcp_port_out_of_range'],
    ['tcp://host:65536', 'tcp_port_out_of_range'],
    ['tcp://host:-1', 'tcp_port_out_of_range'],
    ['tcp://host:80a', 'tcp_port_out_of_range'],
    ['tcp://host:999999999', 'tcp_port_out_of_range'],
  ])('%j: %s', (text, detail) => {
    expect(parsePortAddress(text)).toEqual({ kind: 'invalid', detail });
  });
});
