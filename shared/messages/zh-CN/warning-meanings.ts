import type { warningMeanings as english } from '../en/warning-meanings.ts';
import type { Translation } from '../messages.ts';

export const warningMeanings: Translation<typeof english> = {
  'warningMeans.optional_refused': '文档允许省略此步。不影响模块工作，但原设置保持不变。',
  'warningMeans.echo_stays': '模块仍会回显收到的命令，上位机须能处理回显。',
  'warningMeans.rate_unchanged': '模块没有固定在要求的波特率，重启后可能自适应到其他波特率。',
  'warningMeans.final_code_missing': '应答没有以 OK 结束，已按内容采信；只等待 OK 的上位机会一直等下去。',
  'warningMeans.circuit_fallback_not_preferred': '注册方式并非为该模块设计。可以使用，但网络的处理可能不同。',
  'warningMeans.imei_check_digit': '该号码不是有效的 IMEI，或写入不完整，平台可能拒绝。',
  'warningMeans.identity_missing': '模块或 SIM 卡的某个号码未知，本报告无法列出。',
  'warningMeans.replayed': '所有应答都来自录制内容，不能证明任何模块的状况。',
  'warningMeans.commands_typed': '运行过程中有人手动发送过命令，日志中均有记录；结果可能受其影响。',
  'warningMeans.delivery_mode_differs': '消息已返回，但方式与设置不同，上位机应同时支持两种方式。',
  'warningMeans.notice_missing': '消息已在缓存中，但模块没有提示，上位机须自行查询。',
  'warningMeans.acknowledgement_missing': '消息已返回，说明投递成功，只是模块没有打印确认。',
  'warningMeans.return_not_proved': '消息已发出并被接受，但无法在此返回，因此不能证明服务器已收到。',
  'warningMeans.cache_full_of_copies': '读到的可能是旧消息，只有提示能说明有新消息到达。',
  'warningMeans.loopback_shared': '返回的可能是其他模块的消息。在主题或内容中使用 {imei} 才能作为依据。',
  'warningMeans.supply_voltage': '模块检测到供电电压超出允许范围，发射时可能重启。',
  'warningMeans.already_closed': '会话此前已结束，没有需要关闭的内容。',
  'warningMeans.answered_after_retry': '首次尝试失败，重试后成功。如多次出现，请检查网络或供电。',
  'warningMeans.recovered': '该步骤先失败，重新设置模块后才通过，失败原因未查明。',
};
