import type { listening as english } from '../en/listening.ts';
import type { Translation } from '../messages.ts';

export const listening: Translation<typeof english> = {
  'listening.menu': '仅监听…',
  'listening.title': '仅监听',
  'listening.what':
    '把两个转接器的 RX 和地线接到模块与其控制器之间的线路上，TX 悬空：程序不发送任何内容，只在 19 个步骤上显示该固件的动作。',
  'listening.commands': '传输控制器命令的线路（模块 RXD）',
  'listening.answers': '传输模块应答的线路（模块 TXD）',
  'listening.half': '留空一个则只监听另一个，只能看到一半情况。',
  'listening.baud': '波特率，bit/s',
  'listening.start': '开始监听',
  'listening.banner': '正在监听：不发送任何内容。',
  'listening.banner.both': '{{port}}',
  'listening.banner.commands': '{{port}}。听不到模块的应答：只显示走到了哪一步，不显示结果。',
  'listening.banner.answers': '{{port}}。听不到控制器的命令：只显示模块主动上报的内容。',
  'listening.ended': '监听结束',
  'listening.repeats': '共执行 {{count}} 次',
  'listening.outOfOrder': '先于其依赖的第 {{step}} 步',
  'listening.run': '监听',
  'listening.fault.no_port': '至少指定一个端口。',
  'listening.fault.same_port': '两个端口相同。',
  'listening.fault.bay_taken': '其中一个端口上正在运行。',
  'listening.fault.closed': '服务正在关闭。',
};
