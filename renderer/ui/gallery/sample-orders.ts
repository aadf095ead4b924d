/** One day at a shop, as the order list shows it. */
export interface SampleOrder {
  readonly number: string;
  readonly placed: string;
  readonly customer: string;
  readonly shipTo: string;
  readonly lines: string;
  readonly units: string;
  readonly total: string;
  readonly payment: string;
  readonly where: string;
  readonly shipBy: string;
}

const day = `
#536596|17:29|Lucía la|London SW1A 2AA|6|9|£51.04|Not paid|On hold: payment, fraud|2 Dec
#536590|16:52|Ana Müller|St. Ives TR26 1HE|14|74|£185.28|Refunded|Closed: refunded|–
#536585|16:24|Małgorzata la|St. Ives TR26 1HE|1|2|£32.85|Paid|Cancelled by shop|–
#536579|16:16|Gráinne Nowak|Leeds LS1 4DT|2|276|£328.91|Paid|Shipped 16:52|2 Dec
#536575|16:01|Gráinne Nowak|Leeds LS1 4DT|8|858|£1,557.93|Paid|On hold: fraud check|2 Dec
#536573|15:45|Hans-Peter Cruz|St. Ives TR26 1HE|4|136|£156.07|Paid|Shipped 17:05|2 Dec
#536564|15:08|Björn Åkesson|St. Ives TR26 1HE|2|12|£51.40|Paid|Needs a decision|2 Dec
#536563|15:08|Eoin D'Angelo|Stoke-on-Trent ST4 2DE|9|165|£185.49|Paid|Shipped 16:38|Today
#536560|15:00|İpek Smith-Jones|St. Ives TR26 1HE|13|256|£812.35|Not paid|On hold: payment|Today
#536558|14:48|Lucía la|London SW1A 2AA|1|5|£99.75|Paid|Backorder: 2 of 5 short|3 Dec
#536556|14:38|Małgorzata Nowak|London SW1A 2AA|8|71|£114.50|Paid|Picking 31 of 71|Today
#536542|14:11|İpek Müller|Leeds LS1 4DT|16|392|£800.35|Paid|Ready to release|Today
#536541|14:05|Zoë Åkesson|Dublin D02 X285|1|12|£19.95|Paid|Needs a decision|Today
#536540|14:05|Zoë Åkesson|Dublin D02 X285|20|231|£486.35|Paid|Packing 88 of 231|Today
#536536|13:45|Eoin Åkesson|St. Ives TR26 1HE|3|95|£178.00|Paid|Shipped 16:10|Today
#536535|13:38|Chloé la|Stoke-on-Trent ST4 2DE|12|71|£199.80|Paid|Shipped 16:10|Today
#536533|13:31|Lucía Smith-Jones|London SW1A 2AA|6|80|£169.05|Paid|Shipped 15:42|Today
#536531|13:23|Dmitri Łukaszewicz|St. Ives TR26 1HE|23|416|£955.04|Paid|Picking 212 of 416|Today
#536529|13:20|Eoin Nowak|Leeds LS1 4DT|9|38|£173.95|Paid|Shipped 15:42|Today
#536524|12:51|Björn Nowak|London SW1A 2AA|4|24|£70.80|Paid|Shipped 15:20|Today
#536522|12:49|Lucía Müller|Stoke-on-Trent ST4 2DE|54|86|£196.01|Paid|Shipped 15:20|Today
`;

export const sampleOrders: readonly SampleOrder[] = day
  .trim()
  .split("\n")
  .map((line) => {
    const [number = "", placed = "", customer = "", shipTo = "", lines = "", units = "", total = "", ...rest] =
      line.split("|");
    const [payment = "", where = "", shipBy = ""] = rest;
    return { number, placed, customer, shipTo, lines, units, total, payment, where, shipBy };
  });
